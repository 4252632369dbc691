"""What the examples of a rule cannot say: severities, habits, changed lines, texts of strangers."""

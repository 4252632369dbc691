"""The rules: one file a defect. The family starts empty; the walk of a submission needs none of them."""

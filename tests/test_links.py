import pytest

from bot.links import Role, clean_url, host_of, is_label, label_role, path_of, query_of, role_of, trim


@pytest.mark.parametrize(
    ("url", "clean"),
    [
        ("https://arxiv.org/abs/2301.12597?utm_source=chatgpt.com&utm_medium=x", "https://arxiv.org/abs/2301.12597"),
        ("https://arxiv.org/abs/2301.12597?context=cs.CV", "https://arxiv.org/abs/2301.12597"),
        ("https://export.arxiv.org/abs/2301.12597v2?context=cs", "https://export.arxiv.org/abs/2301.12597v2"),
        ("https://example.org/?context=cs", "https://example.org/?context=cs"),
        ("https://arxiv.org//abs//2301.12597", "https://arxiv.org/abs/2301.12597"),
        ("arxiv.org/abs/2301.12597", "https://arxiv.org/abs/2301.12597"),
        ("github.com/salesforce/LAVIS", "https://github.com/salesforce/LAVIS"),
        ("www.matthewtancik.com/nerf", "https://www.matthewtancik.com/nerf"),
        ("//arxiv.org/abs/2301.12597", "https://arxiv.org/abs/2301.12597"),
        ("https:/arxiv.org/abs/2301.12597", "https://arxiv.org/abs/2301.12597"),
        ("https//arxiv.org/abs/2301.12597", "https://arxiv.org/abs/2301.12597"),
        ("ttps://arxiv.org/abs/2301.12597", "https://arxiv.org/abs/2301.12597"),
        ("<https://arxiv.org/abs/2301.12597>", "https://arxiv.org/abs/2301.12597"),
        ("HTTPS://ArXiv.org/abs/2301.12597", "https://arxiv.org/abs/2301.12597"),
        ("https://arxiv.org:443/abs/2301.12597", "https://arxiv.org/abs/2301.12597"),
        ("\u200bhttps://arxiv.org/abs/2301.12597\u200b ", "https://arxiv.org/abs/2301.12597"),
        ("https://arxiv.org/pdf/2301.12597.pdf#page=3", "https://arxiv.org/pdf/2301.12597.pdf"),
        ("https://example.org/thesis.pdf#page=3", "https://example.org/thesis.pdf#page=3"),
        ("https://github.com/THUDM/CogVLM?tab=readme-ov-file#news", "https://github.com/THUDM/CogVLM#news"),
        ("https://github.com/a/b#readme", "https://github.com/a/b"),
        ("https://github.com/a/b.git", "https://github.com/a/b"),
        ("git@github.com:a/b.git", "https://github.com/a/b"),
        ("https://youtu.be/MmAJk2BD6WA?si=Zx81kQ", "https://youtu.be/MmAJk2BD6WA"),
        ("https://www.youtube.com/watch?v=abc&feature=share&t=10", "https://www.youtube.com/watch?v=abc&t=10"),
        ("https://www.youtube.com/watch?v=abc&ab_channel=X", "https://www.youtube.com/watch?v=abc"),
        ("https://openreview.net/forum?id=abcdef&noteId=x#discussion", "https://openreview.net/forum?id=abcdef"),
        ("https://dl.acm.org/doi/10.1145/1?casa_token=abc:def", "https://dl.acm.org/doi/10.1145/1"),
        ("https://a.org/b?fbclid=1&x=2", "https://a.org/b?x=2"),
        ("https://a.org/b#:~:text=hello", "https://a.org/b"),
        ("https://a.org/b#section-3", "https://a.org/b#section-3"),
        (
            "https://www.google.com/url?q=https%3A%2F%2Farxiv.org%2Fabs%2F2301.12597&sa=D&sntz=1",
            "https://arxiv.org/abs/2301.12597",
        ),
        (
            "https://eur03.safelinks.protection.outlook.com/?url=https%3A%2F%2Farxiv.org%2Fabs%2F2301.12597&data=05",
            "https://arxiv.org/abs/2301.12597",
        ),
        (
            "https://l.facebook.com/l.php?u=https%3A%2F%2Farxiv.org%2Fabs%2F2301.12597",
            "https://arxiv.org/abs/2301.12597",
        ),
        ("https://link.zhihu.com/?target=https%3A//arxiv.org/abs/2301.12597", "https://arxiv.org/abs/2301.12597"),
        (
            "https://urldefense.com/v3/__https://arxiv.org/abs/2301.12597__;!!abc$",
            "https://arxiv.org/abs/2301.12597",
        ),
        (
            "https://urldefense.proofpoint.com/v2/url?u=https-3A__arxiv.org_abs_2301.12597&d=x",
            "https://arxiv.org/abs/2301.12597",
        ),
        (
            "https://ieeexplore-ieee-org.ezproxy.example.edu/document/7780459",
            "https://ieeexplore.ieee.org/document/7780459",
        ),
        (
            "https://login.proxy.example.edu/login?url=https://dl.acm.org/doi/10.1145/1",
            "https://dl.acm.org/doi/10.1145/1",
        ),
        ("https://web.archive.org/web/2020/https://a.org//b", "https://web.archive.org/web/2020/https://a.org//b"),
        ("https://www.google.com/url?q=javascript:alert(1)", "https://www.google.com/url?q=javascript:alert(1)"),
        ("http://https://arxiv.org/abs/2301.12597", "https://arxiv.org/abs/2301.12597"),
        ("https%3A%2F%2Farxiv.org%2Fabs%2F2301.12597", "https://arxiv.org/abs/2301.12597"),
        ("doi:10.1109/CVPR.2016.90", "https://doi.org/10.1109/CVPR.2016.90"),
        ("arXiv:hep-th/9901001v2", "https://arxiv.org/abs/hep-th/9901001v2"),
        ("https://a.org/b;jsessionid=0A1B.app1?x=1", "https://a.org/b?x=1"),
        (
            "https://ieeexplore.ieee.org.libproxy.example.edu/document/7780459",
            "https://ieeexplore.ieee.org/document/7780459",
        ),
        ("https://my--press-org.ezproxy.example.edu/a-b", "https://my-press.org/a-b"),
        ("https://ezp.example.edu/login?qurl=https%3A%2F%2Fa.org%2Fb", "https://a.org/b"),
        ("https://arxiv-org.translate.goog/abs/2301.12597", "https://arxiv.org/abs/2301.12597"),
        ("https://ezproxy.example.edu/help", "https://ezproxy.example.edu/help"),
        ("https://a.org/login?url=/home", "https://a.org/login?url=/home"),
        ("no address", "no address"),
        ("", ""),
        ("https://[broken", "https://[broken"),
    ],
)
def test_an_address_is_cleaned(url: str, clean: str) -> None:
    """Redirects, tracking and slips go; what says which page is shown stays."""
    assert clean_url(url) == clean
    assert clean_url(clean) == clean


@pytest.mark.parametrize(
    ("text", "address"),
    [
        ("https://a.org/b.", "https://a.org/b"),
        ("https://a.org/b),", "https://a.org/b"),
        ("https://a.org/b**).", "https://a.org/b"),
        ("https://a.org/b_(c)", "https://a.org/b_(c)"),
        ("https://a.org/b_(c)).", "https://a.org/b_(c)"),
        ("https://a.org/?id=b_", "https://a.org/?id=b_"),
        ("https://a.org/", "https://a.org/"),
        (")", ""),
        ("", ""),
    ],
)
def test_an_address_is_trimmed(text: str, address: str) -> None:
    """The sentence around an address goes, its own brackets and underscores stay."""
    assert trim(text) == address


def test_redirects_around_redirects_end() -> None:
    """An address that wraps itself over and over is unwrapped a few times only."""
    assert clean_url("https://www.google.com/url?q=" * 2000).startswith("https://www.google.com/")


@pytest.mark.parametrize(
    ("label", "url", "role"),
    [
        (None, "https://arxiv.org/abs/2301.12597", "abstract"),
        (None, "https://arxiv.org/pdf/2301.12597", "pdf"),
        (None, "https://openreview.net/forum?id=abcdef", "abstract"),
        (None, "https://openreview.net/pdf?id=abcdef", "pdf"),
        (None, "https://dl.acm.org/doi/10.1145/3580305.3599398", "abstract"),
        (None, "https://aclanthology.org/2021.acl-long.353/", "abstract"),
        (None, "https://www.ecva.net/papers/eccv_2020/papers_ECCV/papers/123530001.pdf", "pdf"),
        (None, "https://journals.plos.org/plosone/article?id=10.1371/journal.pone.0000001", "abstract"),
        (None, "https://linkinghub.elsevier.com/retrieve/pii/S0925231219317795", "abstract"),
        (None, "https://proceedings.mlr.press/v139/radford21a/radford21a-supp.pdf", "other"),
        (None, "https://openreview.net/attachment?id=abcdef&name=supplementary_material", "other"),
        (None, "https://example.org/a/support-vectors.pdf", "pdf"),
        (None, "https://github.com/a/b", "code"),
        (None, "https://gitlab.com/a/b", "code"),
        (None, "https://github.com/a", "other"),
        (None, "https://github.com/a/b/blob/main/paper.pdf", "pdf"),
        (None, "https://nerfies.github.io", "website"),
        (None, "https://example.org", "website"),
        (None, "https://youtu.be/abc", "video"),
        (None, "https://www.youtube.com/watch?v=abc", "video"),
        (None, "https://www.bilibili.com/video/BV1", "video"),
        (None, "https://huggingface.co/spaces/a/b", "demo"),
        (None, "https://colab.research.google.com/drive/1", "demo"),
        (None, "https://huggingface.co/datasets/a/b", "dataset"),
        (None, "https://huggingface.co/Salesforce/blip2-opt-2.7b", "model"),
        (None, "https://huggingface.co/papers/2301.12597", "abstract"),
        (None, "https://zenodo.org/records/1", "dataset"),
        (None, "https://medium.com/@a/b", "blog"),
        (None, "https://ai.facebook.com/blog/generative-ai-text-to-video", "blog"),
        (None, "https://docs.google.com/presentation/d/1", "slides"),
        (None, "https://example.org/slides.pdf", "slides"),
        (None, "https://example.org/poster.pdf", "poster"),
        (None, "https://twitter.com/a/status/1", "other"),
        ("code", "https://example.org/x", "code"),
        ("Official PyTorch code", "https://example.org/x", "code"),
        ("Project page", "https://github.com/a/b", "website"),
        ("Blog post", "https://github.com/a/b", "blog"),
        ("demo video", "https://example.org/x", "video"),
        ("Data", "https://github.com/a/b", "dataset"),
        ("weights", "https://drive.google.com/x", "model"),
        ("slides", "https://example.org/x.pdf", "slides"),
        ("BibTeX", "https://example.org/x", "other"),
        ("paper", "https://arxiv.org/pdf/2301.12597", "pdf"),
        ("pdf", "https://arxiv.org/abs/2301.12597", "abstract"),
        ("pdf", "https://example.org/download", "pdf"),
        ("paper", "https://example.org/download", "abstract"),
        ("代码", "https://example.org/x", "code"),
        ("项目主页", "https://example.org/x", "website"),
        ("動画", "https://example.org/x", "video"),
        ("데모", "https://example.org/x", "demo"),
        ("код", "https://example.org/x", "code"),
        ("here", "https://github.com/a/b", "code"),
        ("", "https://github.com/a/b", "code"),
    ],
)
def test_a_label_tells_the_role_else_the_address(label: str | None, url: str, role: Role) -> None:
    """A label that names a role wins; one that says nothing leaves it to the address."""
    assert role_of(label, url) == role


@pytest.mark.parametrize("label", ["link", "here", "click me", "BLIP-2", ""])
def test_a_label_without_a_known_word_names_no_role(label: str) -> None:
    """Words that tell nothing of what stands behind a link name no role."""
    assert label_role(label) is None


@pytest.mark.parametrize(
    ("text", "label"),
    [
        ("code", True),
        ("Project page", True),
        ("official PyTorch implementation", True),
        ("论文", True),
        ("Slimmable Dataset Condensation", False),
        ("Segment Anything Model", False),
        ("here", False),
    ],
)
def test_titles_that_hold_a_labels_word_are_no_labels(text: str, label: bool) -> None:
    """A label consists of labels' words; a title only holds one."""
    assert is_label(text) is label


def test_the_parts_of_an_address_are_told_without_failing() -> None:
    """Host, path and query of any text are texts, decoded, never an error."""
    assert host_of("https://www.ArXiv.org:80/a") == "arxiv.org"
    assert path_of("https://a.org/b%20c?d#e") == "/b c"
    assert query_of("https://a.org/?x=1&Y=a%2Bb#f", "y") == "a+b"
    assert query_of("https://a.org/", "y") is None
    assert host_of("http://[::1") == "["

"""Issues in many shapes, written for these tests, with the papers that a maintainer would take from them.

Papers and their titles are real; everything around them is made up.
"""

from typing import NamedTuple


class Issue(NamedTuple):
    """An issue, and the papers that it proposes as (identity, title), None where it gives none."""

    title: str
    body: str
    papers: tuple[tuple[str | None, str | None], ...] = ()


#: Issues that propose papers.
PROPOSALS = (
    Issue(
        "New entry for the list",
        (
            "Hello maintainers,\n"
            "\n"
            'we recently published "Segment Anything in High Quality" (NeurIPS 2023).\n'
            "Paper: https://arxiv.org/abs/2306.01567\n"
            "Code: https://github.com/SysCV/SAM-HQ\n"
            "\n"
            "Would be great to have it here!"
        ),
        (("arxiv:2306.01567", "Segment Anything in High Quality"),),
    ),
    Issue(
        "Missing: Flamingo",
        (
            "I noticed that Flamingo (https://arxiv.org/abs/2204.14198) is not part of the "
            "collection, although OpenFlamingo (https://arxiv.org/abs/2308.01390) is. Can "
            "it be added?"
        ),
        (("arxiv:2204.14198", None),),
    ),
    Issue(
        "Is GLIGEN in scope?",
        ("I think https://arxiv.org/abs/2301.07093 would be a nice fit for the diffusion part. Thoughts?"),
        (("arxiv:2301.07093", None),),
    ),
    Issue(
        "Add DINOv2",
        (
            "> Please use the following format\n"
            "> - **[Name]** Title [[pdf]](https://arxiv.org/pdf/2103.00020.pdf)\n"
            "\n"
            "- **[DINOv2]** DINOv2: Learning Robust Visual Features without Supervision "
            "[[pdf]](https://arxiv.org/pdf/2304.07193.pdf) "
            "[[code]](https://github.com/facebookresearch/dinov2)"
        ),
        (("arxiv:2304.07193", None),),
    ),
    Issue(
        "paper suggestion",
        "arXiv:2305.11175v2",
        (("arxiv:2305.11175", None),),
    ),
    Issue(
        "2304.10592",
        "please",
        (("arxiv:2304.10592", None),),
    ),
    Issue(
        "Add our work",
        (
            "Dear authors,\n"
            "\n"
            "Thank you for your great work! Our recent paper, *Kosmos-2: Grounding "
            "Multimodal Large Language Models to the World*, extends "
            "[Kosmos-1](https://arxiv.org/abs/2302.14045). It is available at "
            "https://arxiv.org/abs/2306.14824 and the code at https://aka.ms/kosmos-2. We "
            "would appreciate it if you could add it."
        ),
        (("arxiv:2306.14824", "Kosmos-2: Grounding Multimodal Large Language Models to the World"),),
    ),
    Issue(
        "Add papers",
        (
            "- [ ] https://arxiv.org/abs/2305.18279\n"
            "- [ ] https://arxiv.org/abs/2306.00890\n"
            "- [x] ~~https://arxiv.org/abs/2304.08485~~ (already there)"
        ),
        (
            ("arxiv:2305.18279", None),
            ("arxiv:2306.00890", None),
        ),
    ),
    Issue(
        "[Paper] Video-LLaMA",
        (
            "**Title**: Video-LLaMA: An Instruction-tuned Audio-Visual Language Model for "
            "Video Understanding\n"
            "**Authors**: Hang Zhang, Xin Li, Lidong Bing\n"
            "**Link**: https://arxiv.org/abs/2306.02858\n"
            "**Repo**: https://github.com/DAMO-NLP-SG/Video-LLaMA\n"
            "**Section**: Video"
        ),
        (
            (
                "arxiv:2306.02858",
                ("Video-LLaMA: An Instruction-tuned Audio-Visual Language Model for Video Understanding"),
            ),
        ),
    ),
    Issue(
        "请求收录论文",
        (
            "您好！我们的论文 Qwen-VL: A Versatile Vision-Language Model for Understanding, "
            "Localization, Text Reading, and Beyond 已放到 arXiv： "
            "https://arxiv.org/abs/2308.12966 ，代码在 https://github.com/QwenLM/Qwen-VL "
            "，希望能收录，谢谢！"
        ),
        (
            (
                "arxiv:2308.12966",
                (
                    "Qwen-VL: A Versatile Vision-Language Model for Understanding, Localization, "
                    "Text Reading, and Beyond"
                ),
            ),
        ),
    ),
    Issue(
        "追加のお願い",
        "こんにちは。https://arxiv.org/abs/2303.16199 (LLaMA-Adapter) を追加していただけますか？",
        (("arxiv:2303.16199", None),),
    ),
    Issue(
        "논문 추가 요청",
        "안녕하세요, https://arxiv.org/abs/2304.14178 논문을 추가해 주세요.",
        (("arxiv:2304.14178", None),),
    ),
    Issue(
        "Bitte um Aufnahme",
        (
            "Hallo,\n"
            "\n"
            "könntet ihr bitte unsere Arbeit aufnehmen: Unified-IO 2: Scaling "
            "Autoregressive Multimodal Models (https://arxiv.org/abs/2312.17172)?\n"
            "\n"
            "Viele Grüße"
        ),
        (("arxiv:2312.17172", "Unified-IO 2: Scaling Autoregressive Multimodal Models"),),
    ),
    Issue(
        "Sugerencia",
        "¿Podrían añadir este artículo? https://arxiv.org/abs/2310.03744",
        (("arxiv:2310.03744", None),),
    ),
    Issue(
        "Добавить статью",
        "Здравствуйте! Не хватает статьи https://arxiv.org/abs/2302.05543",
        (("arxiv:2302.05543", None),),
    ),
    Issue(
        "two more",
        "https://arxiv.org/abs/2304.08485, https://arxiv.org/abs/2305.06500",
        (
            ("arxiv:2304.08485", None),
            ("arxiv:2305.06500", None),
        ),
    ),
    Issue(
        "ICLR 2024 papers",
        (
            "1. [Making LLaMA SEE and Draw with SEED "
            "Tokenizer](https://openreview.net/forum?id=0Nui91LBQS)\n"
            "2. [Emu: Generative Pretraining in "
            "Multimodality](https://openreview.net/forum?id=mL8Q9OOamV) - "
            "[code](https://github.com/baaivision/Emu)\n"
        ),
        (
            ("openreview:0Nui91LBQS", "Making LLaMA SEE and Draw with SEED Tokenizer"),
            ("openreview:mL8Q9OOamV", "Emu: Generative Pretraining in Multimodality"),
        ),
    ),
    Issue(
        "Add a paper",
        (
            "Title - Scaling Language-Image Pre-training via Masking\n"
            "URL - https://arxiv.org/abs/2212.00794\n"
            "Code - https://github.com/facebookresearch/flip"
        ),
        (("arxiv:2212.00794", "Scaling Language-Image Pre-training via Masking"),),
    ),
    Issue(
        "EVA",
        (
            "EVA: Exploring the Limits of Masked Visual Representation Learning at Scale "
            "([arXiv](https://arxiv.org/abs/2211.07636) | "
            "[code](https://github.com/baaivision/EVA))"
        ),
        (("arxiv:2211.07636", "EVA: Exploring the Limits of Masked Visual Representation Learning at Scale"),),
    ),
    Issue(
        "Please add our ACL paper",
        (
            "Our paper: https://aclanthology.org/2023.acl-long.893.pdf\n"
            "Slides: https://aclanthology.org/attachments/2023.acl-long.893.slides.pdf"
        ),
        (("acl:2023.acl-long.893", None),),
    ),
    Issue(
        "Please consider this TPAMI paper",
        "https://ieeexplore.ieee.org/abstract/document/9706438",
        (("url:https://ieeexplore.ieee.org/document/9706438", None),),
    ),
    Issue(
        "Springer",
        "Could https://link.springer.com/chapter/10.1007/978-3-030-58577-8_8 be added?",
        (("doi:10.1007/978-3-030-58577-8_8", None),),
    ),
    Issue(
        "Add CogView",
        (
            "Thanks for the list. CogView isn't there yet:\n"
            "\n"
            "    @inproceedings{ding2021cogview,\n"
            "      title={CogView: Mastering Text-to-Image Generation via Transformers},\n"
            "      eprint={2105.13290},\n"
            "      year={2021}\n"
            "    }\n"
        ),
        (("arxiv:2105.13290", "CogView: Mastering Text-to-Image Generation via Transformers"),),
    ),
    Issue(
        "Suggestion: add PaLI-X",
        "See https://arxiv.org/abs/2305.18565.",
        (("arxiv:2305.18565", None),),
    ),
    Issue(
        "Adding Shikra",
        (
            "Hi! I'd be happy if you can add Shikra: Unleashing Multimodal LLM's "
            "Referential Dialogue Magic to the list. https://arxiv.org/abs/2306.15195"
        ),
        (("arxiv:2306.15195", "Shikra: Unleashing Multimodal LLM's Referential Dialogue Magic"),),
    ),
    Issue(
        "Some suggestions",
        (
            "Two works that might be of interest:\n"
            "* GILL - Generating Images with Multimodal Language Models: "
            "https://arxiv.org/abs/2305.17216\n"
            "* FROMAGe - Grounding Language Models to Images for Multimodal Inputs and "
            "Outputs: https://arxiv.org/abs/2301.13823\n"
            "\n"
            "Both from the same group."
        ),
        (
            ("arxiv:2305.17216", None),
            ("arxiv:2301.13823", None),
        ),
    ),
    Issue(
        "[Paper]: Emu2",
        (
            "### Paper title\r\n"
            "\r\n"
            "Generative Multimodal Models are In-Context Learners\r\n"
            "\r\n"
            "### Link to the paper\r\n"
            "\r\n"
            "https://arxiv.org/abs/2312.13286\r\n"
            "\r\n"
            "### Link to the code (if any)\r\n"
            "\r\n"
            "https://github.com/baaivision/Emu\r\n"
            "\r\n"
            "### Which section should it go in?\r\n"
            "\r\n"
            "Multimodal LLMs\r\n"
            "\r\n"
            "### Checklist\r\n"
            "\r\n"
            "- [X] I have searched for duplicates: https://github.com/x/awesome-x/issues\r\n"
        ),
        (("arxiv:2312.13286", "Generative Multimodal Models are In-Context Learners"),),
    ),
    Issue(
        "Paper request",
        (
            "### Title\n"
            "\n"
            "N/A\n"
            "\n"
            "### URL\n"
            "\n"
            "https://openreview.net/forum?id=w0H2xGHlkw\n"
            "\n"
            "### Project page\n"
            "\n"
            "https://llava-vl.github.io\n"
            "\n"
            "### Notes\n"
            "\n"
            "It builds on https://arxiv.org/abs/2103.00020"
        ),
        (("openreview:w0H2xGHlkw", None),),
    ),
    Issue(
        "missing papers",
        (
            "| Paper | Venue | Link |\n"
            "|---|---|---|\n"
            "| Visual Programming: Compositional visual reasoning without training | CVPR "
            "2023 | [pdf](https://arxiv.org/pdf/2211.11559.pdf) |\n"
            "| ViperGPT: Visual Inference via Python Execution for Reasoning | ICCV 2023 | "
            "[pdf](https://arxiv.org/pdf/2303.08128.pdf) "
            "[code](https://github.com/cvlab-columbia/viper) |"
        ),
        (
            ("arxiv:2211.11559", "Visual Programming: Compositional visual reasoning without training"),
            ("arxiv:2303.08128", "ViperGPT: Visual Inference via Python Execution for Reasoning"),
        ),
    ),
    Issue(
        "Add survey",
        (
            'Hi, could you add our survey "A Survey on Multimodal Large Language Models" '
            "to the *Surveys* section? Paper: https://arxiv.org/abs/2306.13549, GitHub: "
            "https://github.com/BradyFU/Awesome-Multimodal-Large-Language-Models"
        ),
        (("arxiv:2306.13549", "A Survey on Multimodal Large Language Models"),),
    ),
    Issue(
        "How about MaMMUT?",
        ("MaMMUT: A Simple Architecture for Joint Learning for MultiModal Tasks\nhttps://arxiv.org/abs/2303.16839"),
        (("arxiv:2303.16839", "MaMMUT: A Simple Architecture for Joint Learning for MultiModal Tasks"),),
    ),
    Issue(
        "Request: include LENS 🔍",
        (
            "Hi @owner 👋\n"
            "\n"
            "I'd like to request the inclusion of the paper **Towards Language Models That "
            "Can See: Computer Vision Through the LENS of Natural Language**.\n"
            "\n"
            "- 📄 Paper: https://arxiv.org/abs/2306.16410\n"
            "- 💻 Code: https://github.com/ContextualAI/lens\n"
            "- 🌐 Website: https://lens.contextual.ai\n"
            "\n"
            "Compared to Flamingo (https://arxiv.org/abs/2204.14198), it needs no "
            "multimodal pretraining.\n"
        ),
        (
            (
                "arxiv:2306.16410",
                ("Towards Language Models That Can See: Computer Vision Through the LENS of Natural Language"),
            ),
        ),
    ),
    Issue(
        "Check our new model!",
        (
            "We are excited to release **CogVLM**, check https://arxiv.org/abs/2311.03079 "
            "and star https://github.com/THUDM/CogVLM"
        ),
        (("arxiv:2311.03079", None),),
    ),
    Issue(
        "Suggest to add three CLIP papers",
        (
            "Hello, please add to CLIP-related:\n"
            "\n"
            "1. **CLIPScore**: A Reference-free Evaluation Metric for Image Captioning, "
            "EMNLP 2021. [[Paper]](https://aclanthology.org/2021.emnlp-main.595/)\n"
            "2. **AudioCLIP**: Extending CLIP to Image, Text and Audio. "
            "[[Paper]](https://arxiv.org/abs/2106.13043) "
            "[[Code]](https://github.com/AndreyGuzhov/AudioCLIP)\n"
            "3. **PointCLIP**: Point Cloud Understanding by CLIP "
            "[[Paper]](https://arxiv.org/abs/2112.02413)"
        ),
        (
            ("acl:2021.emnlp-main.595", None),
            ("arxiv:2106.13043", None),
            ("arxiv:2112.02413", None),
        ),
    ),
    Issue(
        "",
        "https://arxiv.org/abs/2106.13043",
        (("arxiv:2106.13043", None),),
    ),
    Issue(
        "Please add the following",
        (
            "Paper name: PaLI: A Jointly-Scaled Multilingual Language-Image Model\n"
            "Paper link: https://arxiv.org/abs/2209.06794\n"
            "Project Page: N/A\n"
            "Code: Not available"
        ),
        (("arxiv:2209.06794", "PaLI: A Jointly-Scaled Multilingual Language-Image Model"),),
    ),
    Issue(
        "X-VLM and X2-VLM",
        (
            "Please list these works by our team:\n"
            "Multi-Grained Vision Language Pre-Training: Aligning Texts with Visual "
            "Concepts (https://arxiv.org/abs/2111.08276, "
            "https://github.com/zengyan-97/X-VLM)\n"
            "X²-VLM: All-In-One Pre-trained Model For Vision-Language Tasks "
            "(https://arxiv.org/abs/2211.12402, https://github.com/zengyan-97/X2-VLM)"
        ),
        (
            ("arxiv:2111.08276", "Multi-Grained Vision Language Pre-Training: Aligning Texts with Visual Concepts"),
            ("arxiv:2211.12402", None),
        ),
    ),
    Issue(
        "Recommend paper",
        ("I recommend reading [this](https://arxiv.org/abs/2210.01936) and adding it to the list"),
        (("arxiv:2210.01936", None),),
    ),
    Issue(
        "When and why VLMs behave like bags-of-words",
        (
            "https://openreview.net/forum?id=KRLUvxh8uaX\n"
            "https://arxiv.org/abs/2210.01936\n"
            "https://github.com/mertyg/vision-language-models-are-bows"
        ),
        (("arxiv:2210.01936", None),),
    ),
    Issue(
        "Preprint + journal",
        (
            "Our TMLR paper https://openreview.net/forum?id=EhCeXp9sDz (preprint at "
            "arXiv:2205.01917): CoCa. Please include."
        ),
        (("arxiv:2205.01917", None),),
    ),
    Issue(
        "Nice work!",
        "Nice work! FYI: https://arxiv.org/abs/2302.00402 is also relevant.",
        (("arxiv:2302.00402", None),),
    ),
    Issue(
        "mPLUG-2 is not included",
        (
            "**mPLUG-2: A Modularized Multi-modal Foundation Model Across Text, Image and "
            "Video**\n"
            "\n"
            "https://arxiv.org/abs/2302.00402"
        ),
        (("arxiv:2302.00402", "mPLUG-2: A Modularized Multi-modal Foundation Model Across Text, Image and Video"),),
    ),
    Issue(
        "Please add ImageReward",
        (
            "<details><summary>Details</summary>\n"
            "\n"
            "Title: ImageReward: Learning and Evaluating Human Preferences for "
            "Text-to-Image Generation\n"
            "\n"
            "Link: https://arxiv.org/abs/2304.05977\n"
            "</details>"
        ),
        (("arxiv:2304.05977", "ImageReward: Learning and Evaluating Human Preferences for Text-to-Image Generation"),),
    ),
    Issue(
        "Mistake in my previous issue",
        ("In #12 I gave the wrong link, the paper I'd like to have added is https://arxiv.org/abs/2304.05977"),
        (("arxiv:2304.05977", None),),
    ),
    Issue(
        "Add to Datasets: DataComp",
        ("https://arxiv.org/abs/2304.14108 | https://www.datacomp.ai | https://github.com/mlfoundations/datacomp"),
        (("arxiv:2304.14108", None),),
    ),
    Issue(
        "Broken link + new paper",
        (
            "1. The link of UniT is dead.\n"
            "2. New paper: Unified Contrastive Learning in Image-Text-Label Space "
            "https://arxiv.org/abs/2204.03610"
        ),
        (("arxiv:2204.03610", "Unified Contrastive Learning in Image-Text-Label Space"),),
    ),
    Issue(
        "Any plans to cover LLaVA-Med?",
        "It's at https://arxiv.org/abs/2306.00890, published at NeurIPS.",
        (("arxiv:2306.00890", None),),
    ),
    Issue(
        "Request for adding VisionLLM",
        (
            "Hi, thanks for the collection. Could you please add the work below?\n"
            "\n"
            "> VisionLLM: Large Language Model is also an Open-Ended Decoder for "
            "Vision-Centric Tasks\n"
            "\n"
            "https://arxiv.org/abs/2305.11175"
        ),
        (("arxiv:2305.11175", None),),
    ),
    Issue(
        "Include Otter, not MIMIC-IT",
        (
            "Otter: A Multi-Modal Model with In-Context Instruction Tuning "
            "(https://arxiv.org/abs/2305.03726). Its dataset paper MIMIC-IT "
            "(https://arxiv.org/abs/2306.05425) is already in your list."
        ),
        (("arxiv:2305.03726", "Otter: A Multi-Modal Model with In-Context Instruction Tuning"),),
    ),
    Issue(
        'Please add "Kosmos-G"',
        (
            "Generating images in context\n"
            "\n"
            "https://arxiv.org/abs/2310.02992. \n"
            "The project page is https://xichenpan.com/kosmosg"
        ),
        (("arxiv:2310.02992", None),),
    ),
    Issue(
        "Adding our paper on prompt learning",
        (
            "Hi. I'm the first author of \"Learning to Prompt for Open-Vocabulary Object "
            'Detection with Vision-Language Model". Could you add it under **Prompt '
            "Learning**? [arXiv](https://arxiv.org/abs/2203.14940) "
            "[GitHub](https://github.com/dyabel/detpro)\n"
            "\n"
            "---\n"
            "Yu Du\n"
            "https://dyabel.github.io"
        ),
        (("arxiv:2203.14940", "Learning to Prompt for Open-Vocabulary Object Detection with Vision-Language Model"),),
    ),
    Issue(
        "feat: add Grounded-SAM",
        (
            "**Is your feature request related to a problem?**\n"
            "No.\n"
            "\n"
            "**Describe the solution you'd like**\n"
            "Add https://arxiv.org/abs/2401.14159 to the list.\n"
            "\n"
            "**Describe alternatives you've considered**\n"
            "None"
        ),
        (("arxiv:2401.14159", None),),
    ),
    Issue(
        "Two titles",
        (
            "Could you add:\n"
            '1. "What Makes for Good Visual Tokenizers for Large Language Models?"\n'
            '2. "Planting a SEED of Vision in Large Language Model"'
        ),
        (
            (None, "What Makes for Good Visual Tokenizers for Large Language Models?"),
            (None, "Planting a SEED of Vision in Large Language Model"),
        ),
    ),
    Issue(
        "Please add: Grounding DINO: Marrying DINO with Grounded Pre-Training for Open-Set Object Detection",
        "",
        ((None, ("Grounding DINO: Marrying DINO with Grounded Pre-Training for Open-Set Object Detection")),),
    ),
    Issue(
        "Suggestion",
        "You could look at https://arxiv.org/abs/2209.03143 too.",
        (("arxiv:2209.03143", None),),
    ),
    Issue(
        "PaperSubmission",
        (
            "Paper: Unifying Vision-Language Representation Space with Single-tower "
            "Transformer\n"
            "Link: https://ojs.aaai.org/index.php/AAAI/article/view/25178\n"
            "DOI: https://doi.org/10.1609/aaai.v37i1.25178"
        ),
        (
            (
                "doi:10.1609/aaai.v37i1.25178",
                "Unifying Vision-Language Representation Space with Single-tower Transformer",
            ),
        ),
    ),
    Issue(
        "request",
        "pls add this https://huggingface.co/papers/2306.16527 👍",
        (("arxiv:2306.16527", None),),
    ),
    Issue(
        "Obelics",
        ("Dataset: https://huggingface.co/datasets/HuggingFaceM4/OBELICS, Paper: https://arxiv.org/abs/2306.16527"),
        (("arxiv:2306.16527", None),),
    ),
    Issue(
        "Suggest adding Mirasol3B (video)",
        "~~https://arxiv.org/abs/2303.16839~~ https://arxiv.org/abs/2311.05698",
        (("arxiv:2311.05698", None),),
    ),
    Issue(
        "Paper on GitHub",
        (
            "Our paper isn't on arXiv yet, the pdf is at "
            "https://github.com/foo/bar/blob/main/paper.pdf. Title: Learning Compact "
            "Vision Tokens for Efficient Large Multimodal Models"
        ),
        (
            (
                "url:https://github.com/foo/bar/blob/main/paper.pdf",
                "Learning Compact Vision Tokens for Efficient Large Multimodal Models",
            ),
        ),
    ),
    Issue(
        "Add PathCLIP",
        ("Hi, please add our bioRxiv preprint https://www.biorxiv.org/content/10.1101/2023.03.29.534834v2 !"),
        (("doi:10.1101/2023.03.29.534834", None),),
    ),
    Issue(
        "Add link to Nature paper",
        "Could you list https://www.nature.com/articles/s41591-023-02504-3?",
        (("doi:10.1038/s41591-023-02504-3", None),),
    ),
    Issue(
        "Please include our NeurIPS paper",
        "https://proceedings.neurips.cc/paper_files/paper/2022/hash/960a172bc7fbf0177ccccbb411a7d800-Abstract-Conference.html",
        (
            (
                "url:https://proceedings.neurips.cc/paper_files/paper/2022/hash/960a172bc7fbf0177ccccbb411a7d800-Abstract-Conference.html",
                None,
            ),
        ),
    ),
    Issue(
        "Two missing ones",
        (
            "Hey! I think you overlooked\n"
            "\n"
            "[1] Zhu et al. MiniGPT-4. https://arxiv.org/abs/2304.10592\n"
            "[2] Dai et al. InstructBLIP. https://arxiv.org/abs/2305.06500"
        ),
        (
            ("arxiv:2304.10592", None),
            ("arxiv:2305.06500", None),
        ),
    ),
    Issue(
        "Add VideoChat",
        (
            "VideoChat builds upon BLIP-2 [1]; it'd be cool to see it in the list: "
            "https://arxiv.org/abs/2305.06355\n"
            "\n"
            "[1]: https://arxiv.org/abs/2301.12597"
        ),
        (("arxiv:2305.06355", None),),
    ),
    Issue(
        "Please add NExT-GPT",
        (
            "NExT-GPT: Any-to-Any Multimodal LLM - https://arxiv.org/pdf/2309.05519.pdf, "
            "https://next-gpt.github.io/, https://github.com/NExT-GPT/NExT-GPT"
        ),
        (("arxiv:2309.05519", "NExT-GPT: Any-to-Any Multimodal LLM"),),
    ),
    Issue(
        "Where is CLIP?",
        "I can't find https://arxiv.org/abs/2103.00020 in the README.",
        (("arxiv:2103.00020", None),),
    ),
    Issue(
        "DALL-E 2",
        (
            "https://cdn.openai.com/papers/dall-e-2.pdf\n"
            "Hierarchical Text-Conditional Image Generation with CLIP Latents"
        ),
        (
            (
                "url:https://cdn.openai.com/papers/dall-e-2.pdf",
                "Hierarchical Text-Conditional Image Generation with CLIP Latents",
            ),
        ),
    ),
    Issue(
        "add",
        ("Sora (https://openai.com/research/video-generation-models-as-world-simulators), no arxiv"),
        (("url:https://openai.com/research/video-generation-models-as-world-simulators", None),),
    ),
    Issue(
        "Add HallusionBench",
        (
            "HallusionBench: An Image-Context Reasoning Benchmark\n"
            "\n"
            "arXiv:[2310.14566](https://arxiv.org/abs/2310.14566)\n"
            "[Homepage](http://hallusionbench.com)\n"
            "[Code](https://github.com/tianyi-lab/HallusionBench)"
        ),
        (("arxiv:2310.14566", "HallusionBench: An Image-Context Reasoning Benchmark"),),
    ),
    Issue(
        "New papers",
        (
            "### Multimodal LLMs\n"
            "- [LLaVA-NeXT](https://arxiv.org/abs/2403.12345) \n"
            "- [MM1](https://arxiv.org/abs/2403.09611)\n"
            "\n"
            "### Benchmarks\n"
            "- [MMMU](https://arxiv.org/abs/2311.16502)"
        ),
        (
            ("arxiv:2403.12345", None),
            ("arxiv:2403.09611", None),
            ("arxiv:2311.16502", None),
        ),
    ),
    Issue(
        "Submission",
        (
            "### Name\n"
            "\n"
            "PandaGPT\n"
            "\n"
            "### Paper\n"
            "\n"
            "https://arxiv.org/abs/2305.16355\n"
            "\n"
            "### Website\n"
            "\n"
            "https://panda-gpt.github.io/\n"
            "\n"
            "### Demo video\n"
            "\n"
            "_No response_\n"
            "\n"
            "### Category\n"
            "\n"
            "Audio\n"
            "\n"
            "### Why is it awesome?\n"
            "\n"
            "Binds six modalities, like ImageBind (https://arxiv.org/abs/2305.05665)."
        ),
        (("arxiv:2305.16355", None),),
    ),
    Issue(
        "add paper CapDec",
        ("Text-Only Training for Image Captioning using Noise-Injected CLIP\nhttps://arxiv.org/abs/2211.00575"),
        (("arxiv:2211.00575", "Text-Only Training for Image Captioning using Noise-Injected CLIP"),),
    ),
    Issue(
        "2 missing papers from our group",
        (
            "- **ClipCap: CLIP Prefix for Image Captioning**  \n"
            "  [paper](https://arxiv.org/abs/2111.09734) "
            "[code](https://github.com/rmokady/CLIP_prefix_caption)\n"
            "- **Prompt-to-Prompt Image Editing with Cross Attention Control**  \n"
            "  [paper](https://arxiv.org/abs/2208.01626) "
            "[code](https://github.com/google/prompt-to-prompt)"
        ),
        (
            ("arxiv:2111.09734", "ClipCap: CLIP Prefix for Image Captioning"),
            ("arxiv:2208.01626", "Prompt-to-Prompt Image Editing with Cross Attention Control"),
        ),
    ),
    Issue(
        "A paper",
        ("Attention Is All You Need.pdf\nhttps://arxiv.org/pdf/1706.03762v7.pdf"),
        (("arxiv:1706.03762", "Attention Is All You Need"),),
    ),
    Issue(
        "Add DreamBooth",
        (
            "DreamBooth: Fine Tuning Text-to-Image Diffusion Models for Subject-Driven "
            "Generation, Nataniel Ruiz et al., CVPR 2023, https://arxiv.org/abs/2208.12242"
        ),
        (("arxiv:2208.12242", None),),
    ),
    Issue(
        'Please add our paper "Adding Conditional Control to Text-to-Image Diffusion Models"',
        ("See https://arxiv.org/abs/2302.05543, similar to GLIGEN (https://arxiv.org/abs/2301.07093)."),
        (("arxiv:2302.05543", "Adding Conditional Control to Text-to-Image Diffusion Models"),),
    ),
    Issue(
        "Missing paper in Datasets",
        ('The LAION-5B paper https://openreview.net/forum?id=M3Y74vmsMcY is missing in the "Datasets" section.'),
        (("openreview:M3Y74vmsMcY", None),),
    ),
    Issue(
        "Suggestion",
        (
            "Hello!\n"
            "Paper:\n"
            "ImageBind: One Embedding Space To Bind Them All\n"
            "Link:\n"
            "https://arxiv.org/abs/2305.05665\n"
            "Code:\n"
            "https://github.com/facebookresearch/ImageBind"
        ),
        (("arxiv:2305.05665", "ImageBind: One Embedding Space To Bind Them All"),),
    ),
    Issue(
        "推荐两篇论文",
        (
            "1. BLIP-2：https://arxiv.org/abs/2301.12597\n"
            "2. 《Segment Anything》：https://arxiv.org/abs/2304.02643\n"
            "谢谢！"
        ),
        (
            ("arxiv:2301.12597", None),
            ("arxiv:2304.02643", None),
        ),
    ),
    Issue(
        "添加 mPLUG",
        (
            "论文：mPLUG: Effective and Efficient Vision-Language Learning by Cross-modal "
            "Skip-connections\n"
            "链接：https://arxiv.org/abs/2205.12005\n"
            "代码：https://github.com/alibaba/AliceMind\n"
            "建议放在 Papers 部分"
        ),
        (
            (
                "arxiv:2205.12005",
                ("mPLUG: Effective and Efficient Vision-Language Learning by Cross-modal Skip-connections"),
            ),
        ),
    ),
    Issue(
        "Nouvel article",
        "Bonjour, je propose https://arxiv.org/abs/2205.12005 . Cordialement",
        (("arxiv:2205.12005", None),),
    ),
    Issue(
        "Please, add Video-ChatGPT",
        (
            "Link: <a "
            'href="https://arxiv.org/abs/2306.05424">https://arxiv.org/abs/2306.05424</a><br>Code: '
            '<a href="https://github.com/mbzuai-oryx/Video-ChatGPT">GitHub</a>'
        ),
        (("arxiv:2306.05424", None),),
    ),
    Issue(
        "Add InternVL",
        (
            "Paper (CVPR 2024): https://arxiv.org/abs/2312.14238 \n"
            "HF: https://huggingface.co/OpenGVLab/InternVL-Chat-V1-5 \n"
            "Demo: https://internvl.opengvlab.com \n"
            "Blog: https://internvl.github.io/blog/"
        ),
        (("arxiv:2312.14238", None),),
    ),
    Issue(
        "Not sure if it fits",
        ("Hi, not sure if this fits but here's our work on audio captioning: https://arxiv.org/abs/2305.11834"),
        (("arxiv:2305.11834", None),),
    ),
    Issue(
        'Add "Pengi: An Audio Language Model for Audio Tasks" please',
        "arxiv.org/pdf/2305.11834v2",
        (("arxiv:2305.11834", "Pengi: An Audio Language Model for Audio Tasks"),),
    ),
    Issue(
        "new paper",
        ("https://export.arxiv.org/pdf/2305.11834 and https://cn.arxiv.org/abs/2305.15023"),
        (
            ("arxiv:2305.11834", None),
            ("arxiv:2305.15023", None),
        ),
    ),
    Issue(
        "LaVIN",
        (
            "Cheap and Quick: Efficient Vision-Language Instruction Tuning for Large "
            "Language Models. NeurIPS 2023. arXiv:2305.15023. Code: "
            "github.com/luogen1996/LaVIN"
        ),
        (
            (
                "arxiv:2305.15023",
                ("Cheap and Quick: Efficient Vision-Language Instruction Tuning for Large Language Models"),
            ),
        ),
    ),
    Issue(
        "Consider adding",
        (
            "- PaLM-E (https://palm-e.github.io, https://arxiv.org/abs/2303.03378)\n"
            "- RT-2 (https://robotics-transformer2.github.io, "
            "https://arxiv.org/abs/2307.15818)"
        ),
        (
            ("arxiv:2303.03378", None),
            ("arxiv:2307.15818", None),
        ),
    ),
    Issue(
        "Suggestion to add one and drop one",
        ("Please add https://arxiv.org/abs/2307.15818 (RT-2) and remove https://arxiv.org/abs/2212.06817 (RT-1)."),
        (("arxiv:2307.15818", None),),
    ),
    Issue(
        "Add OFASys",
        (
            "Please, include OFASys [arXiv] [code]\n"
            "\n"
            "[arXiv]: https://arxiv.org/abs/2212.04408\n"
            "[code]: https://github.com/OFA-Sys/OFASys"
        ),
        (("arxiv:2212.04408", None),),
    ),
    Issue(
        "I have a paper",
        (
            "We propose LLaVAR (https://arxiv.org/abs/2306.17107), which improves over "
            "LLaVA (https://arxiv.org/abs/2304.08485)."
        ),
        (("arxiv:2306.17107", None),),
    ),
    Issue(
        "Missing",
        (
            "Prompting models:\n"
            "\n"
            "* [CoOp](https://arxiv.org/abs/2109.01134), IJCV 2022\n"
            "* [MaPLe](https://arxiv.org/abs/2210.03117), CVPR 2023 "
            "[[code]](https://github.com/muzairkhattak/multimodal-prompt-learning)"
        ),
        (
            ("arxiv:2109.01134", None),
            ("arxiv:2210.03117", None),
        ),
    ),
    Issue(
        "paper with no link",
        ("Please add our paper: Multimodal Chain-of-Thought Reasoning in Language Models. Thanks"),
        ((None, "Multimodal Chain-of-Thought Reasoning in Language Models"),),
    ),
    Issue(
        "Paper: Language Models as Zero-Shot Planners: Extracting Actionable Knowledge for Embodied Agents",
        "link soon",
        ((None, ("Language Models as Zero-Shot Planners: Extracting Actionable Knowledge for Embodied Agents")),),
    ),
    Issue(
        "Old paper",
        "please add https://arxiv.org/abs/math.GT/0309136 and cs/0112017",
        (
            ("arxiv:math/0309136", None),
            ("arxiv:cs/0112017", None),
        ),
    ),
    Issue(
        "add MLSys paper",
        "https://proceedings.mlsys.org/paper_files/paper/2024/hash/42a452cbafa9dd64e9ba4aa95cc1ef21-Abstract-Conference.html",
        (
            (
                "url:https://proceedings.mlsys.org/paper_files/paper/2024/hash/42a452cbafa9dd64e9ba4aa95cc1ef21-Abstract-Conference.html",
                None,
            ),
        ),
    ),
    Issue(
        "Please add",
        "https://doi.org/10.18653/v1/2020.emnlp-main.162",
        (("acl:2020.emnlp-main.162", None),),
    ),
    Issue(
        "Suggesting Bunny",
        (
            "Hi team,\n"
            "\n"
            "first of all kudos.\n"
            "\n"
            "We'd love to see Bunny in the repo:\n"
            "\n"
            "```markdown\n"
            "| Bunny | Efficient Multimodal Learning from Data-centric Perspective | "
            "[arXiv](https://arxiv.org/abs/2402.11530) | "
            "[code](https://github.com/BAAI-DCAI/Bunny) |\n"
            "```"
        ),
        (("arxiv:2402.11530", None),),
    ),
    Issue(
        "Add VILA",
        (
            "Title:  VILA: On Pre-training for Visual Language Models\n"
            "Publication: CVPR 2024\n"
            "Paper Link: [arXiv:2312.07533](https://arxiv.org/abs/2312.07533)\n"
            "Github Link: https://github.com/NVlabs/VILA"
        ),
        (("arxiv:2312.07533", "VILA: On Pre-training for Visual Language Models"),),
    ),
    Issue(
        "Request",
        ("Hi, please add\n\nhttps://arxiv.org/abs/2312.07533\n\nIt extends LLaVA:\n\nhttps://arxiv.org/abs/2304.08485"),
        (("arxiv:2312.07533", None),),
    ),
    Issue(
        "Papers already in list?",
        (
            "Are these already in?\n"
            "- https://arxiv.org/abs/2312.07533\n"
            "- https://arxiv.org/abs/2304.08485\n"
            "If not, please add."
        ),
        (
            ("arxiv:2312.07533", None),
            ("arxiv:2304.08485", None),
        ),
    ),
    Issue(
        "Contribution",
        ("I would like to contribute with this survey https://arxiv.org/abs/2304.00685. Should I open a PR?"),
        (("arxiv:2304.00685", None),),
    ),
    Issue(
        "Survey missing",
        ('You don\'t have "Vision-Language Models for Vision Tasks: A Survey" (TPAMI 2024) yet'),
        ((None, "Vision-Language Models for Vision Tasks: A Survey"),),
    ),
    Issue(
        "Accepted papers of ours",
        (
            "Dear all, two of our papers:\n"
            "(1) FLIP: https://arxiv.org/abs/2212.00794\n"
            "(2) A-CLIP: https://arxiv.org/abs/2212.08653\n"
            "Best"
        ),
        (
            ("arxiv:2212.00794", None),
            ("arxiv:2212.08653", None),
        ),
    ),
    Issue(
        "Could you please include our ICCV'23 work?",
        (
            "Hello,\n"
            'Thanks for maintaining it! We have a recent work titled "EdaDet: '
            'Open-Vocabulary Object Detection Using Early Dense Alignment" accepted by '
            "ICCV 2023. \n"
            "arXiv link: https://arxiv.org/abs/2309.01151\n"
            "project page: https://chengshiest.github.io/edadet/"
        ),
        (("arxiv:2309.01151", "EdaDet: Open-Vocabulary Object Detection Using Early Dense Alignment"),),
    ),
    Issue(
        "Related work on prompt tuning",
        (
            "Hi authors, we recently have a new work about prompt tuning, "
            "https://arxiv.org/abs/2303.13283, hope it can be included in this repo."
        ),
        (("arxiv:2303.13283", None),),
    ),
    Issue(
        "add one paper",
        (
            "add one paper:\n"
            "Visually-Augmented Language Modeling\n"
            "ICLR 2023\n"
            "https://arxiv.org/abs/2205.10178\n"
            "https://github.com/Victorwz/VaLM"
        ),
        (("arxiv:2205.10178", "Visually-Augmented Language Modeling"),),
    ),
    Issue(
        "Paper list update",
        (
            "- Name: VaLM\n"
            "- Title: Visually-Augmented Language Modeling\n"
            "- PDF: https://openreview.net/pdf?id=8IN-qLkl215\n"
            "- Code: https://github.com/Victorwz/VaLM\n"
            "- Section: Papers\n"
            "\n"
            "- Name: TVLT\n"
            "- Title: TVLT: Textless Vision-Language Transformer\n"
            "- PDF: https://arxiv.org/pdf/2209.14156\n"
            "- Section: Papers"
        ),
        (
            ("openreview:8IN-qLkl215", "Visually-Augmented Language Modeling"),
            ("arxiv:2209.14156", "TVLT: Textless Vision-Language Transformer"),
        ),
    ),
    Issue(
        "Missing Paper",
        (
            "Hi there. It appears the following paper is missing from your list.\n"
            "\n"
            "Crossing the Format Boundary of Text and Boxes: Towards Unified "
            "Vision-Language Modeling "
            "([arXiv:2111.12085](https://arxiv.org/abs/2111.12085))."
        ),
        (
            (
                "arxiv:2111.12085",
                ("Crossing the Format Boundary of Text and Boxes: Towards Unified Vision-Language Modeling"),
            ),
        ),
    ),
    Issue(
        "Hi",
        "Would you be so kind as to add https://arxiv.org/abs/2111.12085v1?",
        (("arxiv:2111.12085", None),),
    ),
    Issue(
        "A small suggestion",
        (
            'I believe that "Unifying Vision-and-Language Tasks via Text Generation" '
            "(https://arxiv.org/abs/2102.02779) should go under *Papers*."
        ),
        (("arxiv:2102.02779", "Unifying Vision-and-Language Tasks via Text Generation"),),
    ),
    Issue(
        "[New] SimVLM",
        (
            "Paper: SimVLM: Simple Visual Language Model Pretraining with Weak Supervision "
            "([ICLR 2022](https://openreview.net/forum?id=GUrhfTuf_3))"
        ),
        (("openreview:GUrhfTuf_3", "SimVLM: Simple Visual Language Model Pretraining with Weak Supervision"),),
    ),
    Issue(
        "Include paper from EMNLP",
        ("https://aclanthology.org/2021.emnlp-main.775.pdf https://aclanthology.org/2021.emnlp-main.775.mp4"),
        (("acl:2021.emnlp-main.775", None),),
    ),
    Issue(
        "Paper",
        "doi.org/10.1145/3474085.3475709",
        (("doi:10.1145/3474085.3475709", None),),
    ),
    Issue(
        "新增论文",
        (
            "标题：InternLM-XComposer: A Vision-Language Large Model for Advanced Text-image "
            "Comprehension and Composition\n"
            "地址：https://arxiv.org/abs/2309.15112\n"
            "代码：https://github.com/InternLM/InternLM-XComposer\n"
            "分类：MLLM"
        ),
        (
            (
                "arxiv:2309.15112",
                (
                    "InternLM-XComposer: A Vision-Language Large Model for Advanced Text-image "
                    "Comprehension and Composition"
                ),
            ),
        ),
    ),
    Issue(
        "自荐一篇 CVPR 2023 论文",
        (
            "作者好，自荐我们的工作 [GIVL](https://arxiv.org/abs/2301.01893)，与 "
            "OSCAR（https://arxiv.org/abs/2004.06165）相比更具地域包容性。"
        ),
        (("arxiv:2301.01893", None),),
    ),
    Issue(
        "Proposta di aggiunta",
        ("Ciao, vorrei proporre questo articolo: https://arxiv.org/abs/2309.15112. Grazie!"),
        (("arxiv:2309.15112", None),),
    ),
    Issue(
        "Sugestão",
        (
            'Olá! Poderiam incluir o artigo "Capivara: Cost-Efficient Approach for '
            'Improving Multilingual CLIP Performance on Low-Resource Languages" '
            "(https://arxiv.org/abs/2310.13683)?"
        ),
        (("arxiv:2310.13683", None),),
    ),
    Issue(
        "Makale ekleme",
        "Merhaba, https://arxiv.org/abs/2310.13683 makalesini ekleyebilir misiniz?",
        (("arxiv:2310.13683", None),),
    ),
    Issue(
        "Add MoE-LLaVA 🚀",
        (
            "🔥 [MoE-LLaVA: Mixture of Experts for Large Vision-Language "
            "Models](https://arxiv.org/abs/2401.15947) "
            "[![GitHub](https://img.shields.io/github/stars/PKU-YuanGroup/MoE-LLaVA)](https://github.com/PKU-YuanGroup/MoE-LLaVA)"
            " "
            "[![hf](https://img.shields.io/badge/HF-demo-blue)](https://huggingface.co/spaces/LanguageBind/MoE-LLaVA)"
        ),
        (("arxiv:2401.15947", "MoE-LLaVA: Mixture of Experts for Large Vision-Language Models"),),
    ),
    Issue(
        "2 papers from us",
        (
            "1) LanguageBind (ICLR 2024)\n"
            "https://arxiv.org/abs/2310.01852\n"
            "https://github.com/PKU-YuanGroup/LanguageBind\n"
            "\n"
            "2) Video-LLaVA\n"
            "https://arxiv.org/abs/2311.10122\n"
            "https://github.com/PKU-YuanGroup/Video-LLaVA"
        ),
        (
            ("arxiv:2310.01852", None),
            ("arxiv:2311.10122", None),
        ),
    ),
    Issue(
        "please include",
        "<https://arxiv.org/abs/2311.10122>, <https://arxiv.org/abs/2310.01852>",
        (
            ("arxiv:2311.10122", None),
            ("arxiv:2310.01852", None),
        ),
    ),
    Issue(
        "Add Chat-UniVi",
        (
            "Title: Chat-UniVi: Unified Visual Representation Empowers Large Language "
            "Models with Image and Video Understanding\n"
            "Link: https://arxiv.org/abs/2311.08046\n"
            'It would be best placed in the "Video" section, after Video-LLaVA '
            "(https://arxiv.org/abs/2311.10122)."
        ),
        (
            (
                "arxiv:2311.08046",
                (
                    "Chat-UniVi: Unified Visual Representation Empowers Large Language Models with "
                    "Image and Video Understanding"
                ),
            ),
        ),
    ),
    Issue(
        "Adding ShareGPT4V",
        (
            "Please find our paper at https://arxiv.org/abs/2311.12793 and dataset at "
            "https://huggingface.co/datasets/Lin-Chen/ShareGPT4V, page: "
            "https://sharegpt4v.github.io/"
        ),
        (("arxiv:2311.12793", None),),
    ),
    Issue(
        "Please add arXiv 2401.04088",
        "",
        (("arxiv:2401.04088", None),),
    ),
    Issue(
        "Please add these",
        ("2401.04088\n2310.06825\n"),
        (
            ("arxiv:2401.04088", None),
            ("arxiv:2310.06825", None),
        ),
    ),
    Issue(
        "Suggestion for new section 'Audio'",
        (
            "A new section for audio-language models would be nice: Pengi "
            "(https://arxiv.org/abs/2305.11834), CLAP (https://arxiv.org/abs/2206.04769)."
        ),
        (
            ("arxiv:2305.11834", None),
            ("arxiv:2206.04769", None),
        ),
    ),
    Issue(
        'Add "CLAP: Learning Audio Concepts From Natural Language Supervision"',
        ("* paper https://arxiv.org/abs/2206.04769\n* code https://github.com/microsoft/CLAP"),
        (("arxiv:2206.04769", "CLAP: Learning Audio Concepts From Natural Language Supervision"),),
    ),
    Issue(
        "README typo and missing paper",
        ('There\'s a typo in the intro ("pretrainig"). Also, ONE-PEACE is missing: https://arxiv.org/abs/2305.11172'),
        (("arxiv:2305.11172", None),),
    ),
    Issue(
        "Please add our dataset paper",
        (
            "RedCaps: web-curated image-text data created by the people, for the people\n"
            "Dataset: https://redcaps.xyz/\n"
            "Paper: https://arxiv.org/abs/2111.11431"
        ),
        (("arxiv:2111.11431", None),),
    ),
    Issue(
        "Add OpenCLIP scaling paper",
        (
            '"Reproducible scaling laws for contrastive language-image learning" by Cherti '
            "et al. — "
            "https://openaccess.thecvf.com/content/CVPR2023/papers/Cherti_Reproducible_Scaling_Laws_for_Contrastive_Language-Image_Learning_CVPR_2023_paper.pdf"
            " "
            "(arXiv https://arxiv.org/abs/2212.07143)"
        ),
        (("arxiv:2212.07143", "Reproducible scaling laws for contrastive language-image learning"),),
    ),
    Issue(
        "[Paper]: ",
        (
            "### Paper title\n"
            "\n"
            "_No response_\n"
            "\n"
            "### Paper URL\n"
            "\n"
            "https://arxiv.org/abs/2212.07143\n"
            "\n"
            "### Section\n"
            "\n"
            "I don't know\n"
        ),
        (("arxiv:2212.07143", None),),
    ),
    Issue(
        "Add four papers",
        (
            "Dear Fawaz,\n"
            "\n"
            "Please consider the following papers for the list:\n"
            "\n"
            "(a) VisionZip, arXiv 2412.04467\n"
            "(b) SparseVLM, arXiv 2410.04417\n"
            "(c) FastV, arXiv 2403.06764\n"
            "\n"
            "and one from ECCV: "
            "https://www.ecva.net/papers/eccv_2024/papers_ECCV/papers/09543.pdf\n"
            "\n"
            "Regards"
        ),
        (
            ("arxiv:2412.04467", None),
            ("arxiv:2410.04417", None),
            ("arxiv:2403.06764", None),
            ("url:https://ecva.net/papers/eccv_2024/papers_ECCV/papers/09543.pdf", None),
        ),
    ),
    Issue(
        "Table",
        (
            "| | Paper | Code |\n"
            "|--|--|--|\n"
            "| BLIP | [link](https://arxiv.org/abs/2201.12086) | "
            "[link](https://github.com/salesforce/BLIP) |\n"
            "| ALBEF | [link](https://arxiv.org/abs/2107.07651) | "
            "[link](https://github.com/salesforce/ALBEF) |"
        ),
        (
            ("arxiv:2201.12086", None),
            ("arxiv:2107.07651", None),
        ),
    ),
    Issue(
        "Please add XYZ",
        "PR #12 was closed, so again: https://arxiv.org/abs/2201.12086 (code: TBA)",
        (("arxiv:2201.12086", None),),
    ),
    Issue(
        "Hey there",
        (
            "We'd be thrilled to see our paper featured.\n"
            "\n"
            "  Title    : Masked Vision and Language Modeling for Multi-modal "
            "Representation Learning\n"
            "  Preprint : https://arxiv.org/abs/2208.02131\n"
            "  Venue    : ICLR'23\n"
        ),
        (("arxiv:2208.02131", "Masked Vision and Language Modeling for Multi-modal Representation Learning"),),
    ),
    Issue(
        "New",
        (
            "📢 New paper! 📢\n"
            "**Perceiver-VL: Efficient Vision-and-Language Modeling with Iterative Latent "
            "Attention**\n"
            "👉 https://arxiv.org/abs/2211.11701"
        ),
        (("arxiv:2211.11701", "Perceiver-VL: Efficient Vision-and-Language Modeling with Iterative Latent Attention"),),
    ),
    Issue(
        "Add our paper (accepted by AAAI)",
        (
            "hello, thanks for your work!\n"
            "paper: https://ojs.aaai.org/index.php/AAAI/article/view/20218\n"
            "huggingface: https://huggingface.co/foo/bar"
        ),
        (("url:https://ojs.aaai.org/index.php/AAAI/article/view/20218", None),),
    ),
    Issue(
        "Suggest a paper",
        ("Please check this paper: [https://arxiv.org/pdf/2211.11701.pdf](https://arxiv.org/pdf/2211.11701.pdf)."),
        (("arxiv:2211.11701", None),),
    ),
    Issue(
        "VLMo",
        ("Paper: <https://arxiv.org/abs/2111.02358>\n\nCode: <https://aka.ms/vlmo>"),
        (("arxiv:2111.02358", None),),
    ),
    Issue(
        "Paper 2111.02358",
        "Should be in the list.",
        (("arxiv:2111.02358", None),),
    ),
    Issue(
        "please add 2111.02358 and 2112.01522",
        "thx",
        (
            ("arxiv:2111.02358", None),
            ("arxiv:2112.01522", None),
        ),
    ),
    Issue(
        "Already listed?",
        (
            "Sorry if https://arxiv.org/abs/2111.02358 is in the list already, I could not "
            "find it. If not, could you add it?"
        ),
        (("arxiv:2111.02358", None),),
    ),
    Issue(
        "LiT",
        (
            "LiT (Zero-Shot Transfer with Locked-image text Tuning) is a must for "
            "CLIP-related. https://arxiv.org/abs/2111.07991"
        ),
        (("arxiv:2111.07991", None),),
    ),
    Issue(
        "Add Emu3 to generative models",
        (
            "Emu3: Next-Token Prediction is All You Need\n"
            "Paper: https://arxiv.org/abs/2409.18869\n"
            "Project: https://emu.baai.ac.cn\n"
            "Code: https://github.com/baaivision/Emu3\n"
            "Model: https://huggingface.co/BAAI/Emu3-Gen"
        ),
        (("arxiv:2409.18869", "Emu3: Next-Token Prediction is All You Need"),),
    ),
    Issue(
        "New model",
        (
            "We just released Janus-Pro! Tech report: "
            "https://github.com/deepseek-ai/Janus/blob/main/janus_pro_tech_report.pdf, "
            "also arXiv:2501.17811"
        ),
        (("arxiv:2501.17811", None),),
    ),
    Issue(
        "Suggestion for the Survey part",
        (
            "Maybe mention:\n"
            "\n"
            "* Du et al., A Survey of Vision-Language Pre-Trained Models, IJCAI 2022 "
            "(https://arxiv.org/abs/2202.10936)\n"
            "* Gan et al., Vision-Language Pre-training: Basics, Recent Advances, and "
            "Future Trends (https://arxiv.org/abs/2210.09263)"
        ),
        (
            ("arxiv:2202.10936", None),
            ("arxiv:2210.09263", None),
        ),
    ),
    Issue(
        "paper recommendation 📚",
        (
            "Hey, awesome list! I'd recommend the following:\n"
            "\n"
            "[VLP: A Survey on Vision-Language "
            "Pre-training](https://arxiv.org/abs/2202.09061)\n"
            "\n"
            "Keep it up!"
        ),
        (("arxiv:2202.09061", "VLP: A Survey on Vision-Language Pre-training"),),
    ),
    Issue(
        "Missing SOHO",
        (
            'SOHO: "Seeing Out of tHe bOx: End-to-End Pre-training for Vision-Language '
            'Representation Learning" [paper](https://arxiv.org/abs/2104.03135) '
            "[code](https://github.com/researchmm/soho) is missing."
        ),
        (
            (
                "arxiv:2104.03135",
                ("Seeing Out of tHe bOx: End-to-End Pre-training for Vision-Language Representation Learning"),
            ),
        ),
    ),
    Issue(
        "[Request] 3 papers on hallucination",
        (
            '<ul><li><a href="https://arxiv.org/abs/2305.10355">POPE</a></li><li><a '
            'href="https://arxiv.org/abs/2310.00754">LURE</a></li><li><a '
            'href="https://arxiv.org/abs/2311.16922">VCD</a></li></ul>'
        ),
        (
            ("arxiv:2305.10355", None),
            ("arxiv:2310.00754", None),
            ("arxiv:2311.16922", None),
        ),
    ),
    Issue(
        'Add "Woodpecker"',
        (
            "```\n"
            "@article{yin2023woodpecker,\n"
            "  title={Woodpecker: Hallucination Correction for Multimodal Large Language "
            "Models},\n"
            "  author={Yin, Shukang},\n"
            "  journal={arXiv preprint arXiv:2310.16045},\n"
            "  year={2023}\n"
            "}\n"
            "```\n"
            "Code: https://github.com/BradyFU/Woodpecker"
        ),
        (("arxiv:2310.16045", "Woodpecker: Hallucination Correction for Multimodal Large Language Models"),),
    ),
    Issue(
        "bibtex of three",
        (
            "@inproceedings{a, title={Evaluating Object Hallucination in Large "
            "Vision-Language Models}, eprint={2305.10355}}\n"
            "@inproceedings{b, title={Analyzing and Mitigating Object Hallucination in "
            "Large Vision-Language Models}, eprint={2310.00754}}\n"
            "please add both"
        ),
        (
            ("arxiv:2305.10355", "Evaluating Object Hallucination in Large Vision-Language Models"),
            ("arxiv:2310.00754", "Analyzing and Mitigating Object Hallucination in Large Vision-Language Models"),
        ),
    ),
    Issue(
        "[Paper]: Woodpecker",
        (
            "### Title of the paper\n"
            "\n"
            "Woodpecker: Hallucination Correction for Multimodal Large Language Models\n"
            "\n"
            "### arXiv / DOI\n"
            "\n"
            "2310.16045\n"
            "\n"
            "### GitHub repository\n"
            "\n"
            "https://github.com/BradyFU/Woodpecker\n"
            "\n"
            "### Section\n"
            "\n"
            "Papers\n"
            "\n"
            "### Code of conduct\n"
            "\n"
            "- [X] I agree to follow "
            "https://github.com/foo/awesome-x/blob/main/CODE_OF_CONDUCT.md"
        ),
        (("arxiv:2310.16045", "Woodpecker: Hallucination Correction for Multimodal Large Language Models"),),
    ),
    Issue(
        "Suggestion",
        (
            "**Paper title**\n"
            "LURE\n"
            "\n"
            "**Paper link**\n"
            "https://arxiv.org/abs/2310.00754\n"
            "\n"
            "**Code link**\n"
            "https://github.com/YiyangZhou/LURE"
        ),
        (("arxiv:2310.00754", None),),
    ),
    Issue(
        "PR or issue?",
        (
            "I prefer an issue. Here goes:\n"
            "- **[VCD]** Mitigating Object Hallucinations in Large Vision-Language Models "
            "through Visual Contrastive Decoding [[pdf]](https://arxiv.org/pdf/2311.16922) "
            "[[code]](https://github.com/DAMO-NLP-SG/VCD)"
        ),
        (
            (
                "arxiv:2311.16922",
                (
                    "Mitigating Object Hallucinations in Large Vision-Language Models through Visual "
                    "Contrastive Decoding"
                ),
            ),
        ),
    ),
    Issue(
        "Remove duplicates and add OPERA",
        ("POPE is there twice. And OPERA (https://arxiv.org/abs/2311.17911) isn't there at all, please add."),
        (("arxiv:2311.17911", None),),
    ),
    Issue(
        "Add OPERA instead of my earlier suggestion",
        ("Please forget https://arxiv.org/abs/2310.00754, I meant https://arxiv.org/abs/2311.17911."),
        (("arxiv:2311.17911", None),),
    ),
    Issue(
        "3 papers",
        (
            "https://arxiv.org/abs/2305.10355 ✔ already there\n"
            "https://arxiv.org/abs/2310.00754\n"
            "https://arxiv.org/abs/2311.16922"
        ),
        (
            ("arxiv:2310.00754", None),
            ("arxiv:2311.16922", None),
        ),
    ),
    Issue(
        "Solicitud",
        (
            "Hola, me gustaría sugerir el artículo «Evaluating Object Hallucination in "
            "Large Vision-Language Models» (https://arxiv.org/abs/2305.10355)"
        ),
        (("arxiv:2305.10355", "Evaluating Object Hallucination in Large Vision-Language Models"),),
    ),
    Issue(
        "Пропущена статья",
        "POPE (https://arxiv.org/abs/2305.10355) нет в списке",
        (("arxiv:2305.10355", None),),
    ),
    Issue(
        "掲載依頼",
        (
            "以下の論文をリストに追加していただけると嬉しいです。\n"
            "\n"
            "タイトル：Evaluating Object Hallucination in Large Vision-Language Models\n"
            "URL：https://arxiv.org/abs/2305.10355\n"
            "コード：https://github.com/RUCAIBox/POPE"
        ),
        (("arxiv:2305.10355", "Evaluating Object Hallucination in Large Vision-Language Models"),),
    ),
    Issue(
        "能不能加上 MiniCPM-V",
        ("arXiv 链接 https://arxiv.org/abs/2408.01800\nGitHub 仓库 https://github.com/OpenBMB/MiniCPM-V"),
        (("arxiv:2408.01800", None),),
    ),
    Issue(
        "Request: TinyLLaVA",
        (
            "hi, may you add TinyLLaVA: A Framework of Small-scale Large Multimodal "
            "Models? paper link -> https://arxiv.org/abs/2402.14289 ; github -> "
            "https://github.com/TinyLLaVA/TinyLLaVA_Factory"
        ),
        (("arxiv:2402.14289", "TinyLLaVA: A Framework of Small-scale Large Multimodal Models"),),
    ),
    Issue(
        "Suggest 'Vary'",
        (
            "https://arxiv.org/abs/2312.06109 (Vary), it's an OCR-like LMM. In contrast to "
            "Nougat (https://arxiv.org/abs/2308.13418) it is a general model."
        ),
        (("arxiv:2312.06109", None),),
    ),
    Issue(
        "Consider our EMNLP findings paper",
        (
            "Link: https://aclanthology.org/2023.findings-emnlp.187\n"
            "Video: https://aclanthology.org/2023.findings-emnlp.187.mp4"
        ),
        (("acl:2023.findings-emnlp.187", None),),
    ),
    Issue(
        "More recent work",
        ("These came out this month:\n- https://arxiv.org/abs/2402.14289\n- https://arxiv.org/abs/2402.11530"),
        (
            ("arxiv:2402.14289", None),
            ("arxiv:2402.11530", None),
        ),
    ),
    Issue(
        "Add a paper about evaluation",
        (
            "**Paper**: [MMBench: Is Your Multi-modal Model an All-around "
            "Player?](https://arxiv.org/abs/2307.06281)\n"
            "**Homepage**: https://mmbench.opencompass.org.cn\n"
            "**Suggested section**: Benchmarks"
        ),
        (("arxiv:2307.06281", "MMBench: Is Your Multi-modal Model an All-around Player?"),),
    ),
    Issue(
        "SEED-Bench",
        (
            "Hi, thank you for your awesome work. We hope that our paper SEED-Bench: "
            "Benchmarking Multimodal LLMs with Generative Comprehension "
            "(https://arxiv.org/abs/2307.16125) could be added to the list, thanks!"
        ),
        (("arxiv:2307.16125", "SEED-Bench: Benchmarking Multimodal LLMs with Generative Comprehension"),),
    ),
    Issue(
        "add two from ICCV",
        (
            "1. SLIP style: Improving CLIP Training with Language Rewrites - "
            "https://arxiv.org/abs/2305.20088\n"
            "2. Sigmoid Loss for Language Image Pre-Training - "
            "https://openaccess.thecvf.com/content/ICCV2023/html/Zhai_Sigmoid_Loss_for_Language_Image_Pre-Training_ICCV_2023_paper.html"
        ),
        (
            ("arxiv:2305.20088", None),
            (
                "url:https://openaccess.thecvf.com/content/ICCV2023/html/Zhai_Sigmoid_Loss_for_Language_Image_Pre-Training_ICCV_2023_paper.html",
                "Sigmoid Loss for Language Image Pre-Training",
            ),
        ),
    ),
    Issue(
        "Please add LaCLIP",
        (
            "Improving CLIP Training with Language Rewrites\n"
            "\n"
            "Authors: Lijie Fan, Dilip Krishnan\n"
            "Venue: NeurIPS 2023\n"
            "\n"
            "https://arxiv.org/abs/2305.20088\n"
            "https://github.com/LijieFan/LaCLIP"
        ),
        (("arxiv:2305.20088", "Improving CLIP Training with Language Rewrites"),),
    ),
    Issue(
        "Thanks and a request",
        ("Thanks for adding LaCLIP! Could you also add its follow-up, https://arxiv.org/abs/2310.07699 (VeCLIP)?"),
        (("arxiv:2310.07699", None),),
    ),
    Issue(
        "🙏 add our CVPR paper",
        "openaccess.thecvf.com/content/CVPR2024/papers/Liu_Improved_Baselines_with_Visual_Instruction_Tuning_CVPR_2024_paper.pdf",
        (
            (
                "url:https://openaccess.thecvf.com/content/CVPR2024/html/Liu_Improved_Baselines_with_Visual_Instruction_Tuning_CVPR_2024_paper.html",
                None,
            ),
        ),
    ),
    Issue(
        "Paper add request",
        (
            'Could the paper "Scaling Up Visual and Vision-Language Representation '
            'Learning With Noisy Text Supervision" be included? '
            "http://proceedings.mlr.press/v139/jia21b.html"
        ),
        (
            (
                "url:https://proceedings.mlr.press/v139/jia21b.html",
                ("Scaling Up Visual and Vision-Language Representation Learning With Noisy Text Supervision"),
            ),
        ),
    ),
    Issue(
        "论文补充",
        "ALIGN：http://proceedings.mlr.press/v139/jia21b/jia21b.pdf",
        (("url:https://proceedings.mlr.press/v139/jia21b.html", None),),
    ),
    Issue(
        "Update Readme",
        (
            "- [MetaCLIP] Demystifying CLIP Data "
            "[[paper](https://arxiv.org/abs/2309.16671)] "
            "[[code](https://github.com/facebookresearch/MetaCLIP)]"
        ),
        (("arxiv:2309.16671", "Demystifying CLIP Data"),),
    ),
    Issue(
        "A question and an addition",
        ("How are sections chosen? Also you may want to add https://arxiv.org/abs/2309.16671."),
        (("arxiv:2309.16671", None),),
    ),
    Issue(
        "",
        (
            'Please add "DataComp: In search of the next generation of multimodal '
            'datasets" [link](https://arxiv.org/abs/2304.14108)'
        ),
        (("arxiv:2304.14108", "DataComp: In search of the next generation of multimodal datasets"),),
    ),
    Issue(
        "RE: format",
        (
            "> - **[Name]** Title [[pdf]](https://arxiv.org/pdf/2103.00020.pdf)\n"
            "\n"
            "Thanks, here it is:\n"
            "\n"
            "- **[DataComp]** DataComp: In search of the next generation of multimodal "
            "datasets [[pdf]](https://arxiv.org/pdf/2304.14108.pdf)"
        ),
        (("arxiv:2304.14108", None),),
    ),
)


#: Issues that propose nothing, though many of them name papers.
NOTHING_PROPOSED = (
    Issue(
        "How was the list sorted?",
        ("E.g. why does https://arxiv.org/abs/2301.12597 come before https://arxiv.org/abs/2305.06500?"),
    ),
    Issue(
        "Question",
        ("What is the difference between the first and second version of https://arxiv.org/abs/2204.14198 ?"),
    ),
    Issue(
        "Great repo",
        ("Thanks for the great repo! I learned a lot, especially from BLIP (https://arxiv.org/abs/2201.12086)."),
    ),
    Issue(
        "请问如何引用这个仓库？",
        "如题，谢谢。",
    ),
    Issue(
        "Citation",
        (
            "If you find our work useful, please cite:\n"
            "\n"
            "```bibtex\n"
            "@article{li2023blip2,\n"
            " title={BLIP-2},\n"
            " journal={arXiv preprint arXiv:2301.12597}\n"
            "}\n"
            "```"
        ),
    ),
    Issue(
        "Error in demo",
        ("I ran\n\n```\npython demo.py --ckpt https://arxiv.org/abs/2301.12597\n```\n\nand got `KeyError`."),
    ),
    Issue(
        "Updated: ignore",
        ("I wanted to add https://arxiv.org/abs/2306.15195\n\nEdit: sorry, found it in the list already. Closing."),
    ),
    Issue(
        "A list for 3D",
        ("We maintain https://github.com/ActiveVisionLab/Awesome-LLM-3D, maybe you can link each other?"),
    ),
    Issue(
        "Tool for searching this list",
        ("I built https://paperfinder.example.com that indexes all papers here. Could you add it to the README?"),
    ),
    Issue(
        "Blog post about VLMs",
        (
            "Hi, I wrote a blog post on vision-language models: "
            "https://lilianweng.github.io/posts/2022-06-09-vlm/ . Would you consider "
            "adding it?"
        ),
    ),
    Issue(
        "Hiring",
        (
            "Our lab is hiring research interns working on VLMs, see "
            "https://example.org/jobs. Background: https://arxiv.org/abs/2301.12597"
        ),
    ),
    Issue(
        "Pull request welcome?",
        "Do you accept PRs? I have a list of 20 papers.",
    ),
    Issue(
        "Code for paper 2305.06500",
        "Where can I find the training code?",
    ),
    Issue(
        "License of images",
        "The teaser in https://arxiv.org/abs/2305.06500 Figure 3 — can I reuse it?",
    ),
    Issue(
        "a",
        "b",
    ),
    Issue(
        "Will you give a tutorial at CVPR?",
        "The slides of last year (https://vlp-tutorial.github.io/) were great",
    ),
    Issue(
        "CLIP vs SigLIP",
        ("Has anyone compared https://arxiv.org/abs/2103.00020 with https://arxiv.org/abs/2303.15343 on retrieval?"),
    ),
    Issue(
        "Reproducing results of https://arxiv.org/abs/2107.07651",
        "I get 2 points less on Flickr30k. Any hints?",
    ),
    Issue(
        "How to cite?",
        ("```\n@misc{awesome-vlp, title={Awesome VLP}, url={https://github.com/a/awesome-vlp}}\n```"),
    ),
    Issue(
        "Weekly arXiv digest",
        "https://arxiv.org/list/cs.CV/recent - please keep up with it :)",
    ),
    Issue(
        "Add dark mode to the website",
        "It'd be nice to have a dark mode.",
    ),
    Issue(
        "Add more links",
        "Please add code links for all papers.",
    ),
    Issue(
        "Stars?",
        "Why does https://github.com/openai/CLIP have so many stars",
    ),
    Issue(
        "Thanks!",
        "Thanks for including our paper https://arxiv.org/abs/2309.05519 in the list.",
    ),
    Issue(
        "Interesting project",
        "Did you see the new release of https://github.com/huggingface/transformers ?",
    ),
    Issue(
        "Awesome!",
        ("This is awesome. By the way, I also keep https://github.com/foo/awesome-diffusion."),
    ),
    Issue(
        "CVPR 2024 deadline",
        "When will you update for https://openaccess.thecvf.com/CVPR2024 ?",
    ),
    Issue(
        "Workshop invitation",
        (
            "We organise a workshop on VLMs at ICCV, see https://example.org/workshop. "
            "Submissions are welcome until July."
        ),
    ),
    Issue(
        "BLIP2 finetune",
        (
            "how to finetune? I follow https://arxiv.org/abs/2301.12597 but loss is nan. "
            "My version is 2302.1301 and lr 1e-5"
        ),
    ),
    Issue(
        "Spam",
        "Cheap essays https://essay.example.com 2305.12345 times better",
    ),
    Issue(
        "关于 BLIP-2 的问题",
        "请问 https://arxiv.org/abs/2301.12597 里的 Q-Former 是怎么初始化的？",
    ),
    Issue(
        "建议按时间排序",
        "列表很好，希望能按时间排序。",
    ),
    Issue(
        "ask",
        "Do you know whether https://arxiv.org/abs/2312.14238 has released weights?",
    ),
    Issue(
        "Withdraw",
        "I withdraw my request for https://arxiv.org/abs/2307.15818.",
    ),
    Issue(
        "Feature request: JSON export",
        (
            "It would be great to include a JSON file with all papers, like "
            "https://github.com/paperswithcode/paperswithcode-data does."
        ),
    ),
    Issue(
        "Question about CLIP-ViL",
        ("Hi, in Table 3 of https://arxiv.org/abs/2107.06383 you report VQA 76.7. Which checkpoint is it?"),
    ),
    Issue(
        "How can I read the papers",
        "Some links like https://arxiv.org/pdf/2107.06383.pdf are blocked in my country",
    ),
    Issue(
        "Nice list, but",
        (
            "it would be even better with a column for venue. Example: | ViLT | ICML 2021 "
            "| https://arxiv.org/abs/2102.03334 |"
        ),
    ),
    Issue(
        "Survey paper of the list?",
        "Is there a survey paper that goes with this list, or do you plan one?",
    ),
    Issue(
        "Suggestion: group by task",
        ("e.g. VQA: https://arxiv.org/abs/1908.07490, captioning: https://arxiv.org/abs/2205.14100"),
    ),
    Issue(
        "感谢分享",
        "这个列表太棒了，看了 https://arxiv.org/abs/2103.00020 之后收获很大。",
    ),
    Issue(
        "Fwd: request",
        (
            "Forwarded message\n"
            "-----\n"
            "From: someone\n"
            "\n"
            "> please add https://arxiv.org/abs/2311.10122\n"
            "\n"
            "Can you handle this?"
        ),
    ),
    Issue(
        "Poster at NeurIPS",
        ("Come and visit our poster #204 on BLIVA, https://arxiv.org/abs/2308.09936, Tuesday 5pm!"),
    ),
    Issue(
        "Is the code of https://arxiv.org/abs/2308.09936 public?",
        "",
    ),
    Issue(
        "Phone",
        "+49 2301.12345 call me",
    ),
    Issue(
        "Is anything by Microsoft missing?",
        "I only see Florence and GIT.",
    ),
    Issue(
        "Wish: Chinese README",
        ("Could you also provide README_zh.md? See https://github.com/foo/bar as an example."),
    ),
    Issue(
        "could it be that VLMo is missing?",
        "",
    ),
    Issue(
        "Interested in collaboration",
        ("I'm working on https://arxiv.org/abs/2111.07991-like models and look for coauthors."),
    ),
    Issue(
        "Benchmark request",
        "Could you report results of https://arxiv.org/abs/2111.07991 on ImageNet?",
    ),
    Issue(
        "Where to find the slides",
        "of the tutorial at https://vlp-tutorial.github.io/2022/?",
    ),
    Issue(
        "Dataset download",
        (
            "The link https://storage.googleapis.com/conceptual-captions-v1-1-labels/x.tgz "
            "of CC3M is very slow, do you have a mirror?"
        ),
    ),
    Issue(
        "Newsletter",
        (
            "I write a weekly newsletter about VLMs: https://news.example.com/p/12, last "
            "issue was on https://arxiv.org/abs/2304.08485"
        ),
    ),
    Issue(
        "Comparison website",
        ("Our leaderboard https://rank.opencompass.org.cn compares many models of your list. Add it?"),
    ),
    Issue(
        "Python 3.11 support",
        ("pip install salesforce-lavis fails, see https://github.com/salesforce/LAVIS/issues/100"),
    ),
    Issue(
        "Appreciation",
        ("Your list helped me to write my survey (https://arxiv.org/abs/2202.10936). Thank you!"),
    ),
    Issue(
        "Add me as contributor",
        "I opened three PRs already.",
    ),
    Issue(
        "Any news?",
        "Last update was in March. Will you go on?",
    ),
    Issue(
        "Is CLIP trained with a batch size of 32k?",
        "see https://arxiv.org/abs/2103.00020 section 2.5",
    ),
    Issue(
        "Bookmark",
        "Leaving https://arxiv.org/abs/2305.20088 here for myself to read later.",
    ),
    Issue(
        "Closed by mistake",
        "I closed #14 by mistake, could you reopen it?",
    ),
    Issue(
        "Request for code",
        "Can the authors of https://arxiv.org/abs/2103.06561 share their code?",
    ),
    Issue(
        "Advertise",
        ("Join our Discord https://discord.gg/abc to discuss https://arxiv.org/abs/2309.16671"),
    ),
)


#: Issues about entries that the list has.
CORRECTIONS = (
    Issue(
        "Wrong pdf",
        (
            "The [pdf] of ViLT goes to https://arxiv.org/abs/2102.03335, but the right one "
            "is https://arxiv.org/abs/2102.03334"
        ),
    ),
    Issue(
        "Fix the link for OFA",
        "Link should be https://arxiv.org/abs/2202.03052",
    ),
    Issue(
        "Dead project page",
        "https://parti.research.google/ does not open any more.",
    ),
    Issue(
        "Venue of ALBEF",
        (
            "ALBEF (https://arxiv.org/abs/2107.07651) was published at NeurIPS 2021, "
            "please update the venue in the list."
        ),
    ),
    Issue(
        "Duplicate: VinVL",
        (
            "VinVL is in the list two times, once as https://arxiv.org/abs/2101.00529 and "
            "once as "
            "https://openaccess.thecvf.com/content/CVPR2021/html/Zhang_VinVL_Revisiting_Visual_Representations_in_Vision-Language_Models_CVPR_2021_paper.html"
        ),
    ),
    Issue(
        "论文链接打不开",
        "METER 的链接 https://arxiv.org/abs/2111.02387 打不开了",
    ),
    Issue(
        "Report a problem",
        (
            "### Which entry is affected?\n"
            "\n"
            "ViLBERT https://arxiv.org/abs/1908.02265\n"
            "\n"
            "### What is wrong?\n"
            "\n"
            "The code link is broken\n"
        ),
    ),
    Issue(
        "Typos",
        "'Vison' -> 'Vision' in the entry of SimVLM, 'langauge' in METER",
    ),
    Issue(
        "Move BEiT-3",
        ("BEiT-3 (https://arxiv.org/abs/2208.10442) should be in Papers instead of CLIP-related"),
    ),
    Issue(
        "BEiT-3 has a new title",
        (
            'The paper is now called "Image as a Foreign Language" on arXiv: '
            "https://arxiv.org/abs/2208.10442. Please update."
        ),
    ),
    Issue(
        "Code available for FLAVA",
        ("Just FYI, the code of FLAVA has been released: https://github.com/facebookresearch/multimodal"),
    ),
    Issue(
        "Remove",
        "Please remove https://arxiv.org/abs/2111.12085 as it has been retracted.",
    ),
    Issue(
        "update: new version of our paper",
        ("We changed the title of https://arxiv.org/abs/2205.01917 (listed under Papers), please correct the entry."),
    ),
    Issue(
        "Broken link in README",
        (
            'The link of "Unified Vision-Language Pre-Training for Image Captioning and '
            'VQA" points to an empty page. New one: https://arxiv.org/abs/1909.11059'
        ),
    ),
    Issue(
        "Please correct our entry",
        (
            'Our title in the list reads "Vision-Language Pretraining with Tripple '
            'Contrast", it should be "Vision-Language Pre-Training with Triple Contrastive '
            'Learning" (https://arxiv.org/abs/2202.10401).'
        ),
    ),
    Issue(
        "Add code link",
        "Please add our code https://github.com/uta-smile/TCL to the TCL entry.",
    ),
    Issue(
        "[Update] paper accepted to ICLR",
        (
            "Hello, our paper PaLI (already in the list) has been accepted at ICLR 2023, "
            "could you update the info? OpenReview: "
            "https://openreview.net/forum?id=mWVoBz4W0u"
        ),
    ),
    Issue(
        "Wrong category",
        ("ViLD (https://arxiv.org/abs/2104.13921) is listed under Surveys, that must be a mistake."),
    ),
    Issue(
        "Wrong year",
        "The year of https://arxiv.org/abs/1908.02265 is given as 2020.",
    ),
    Issue(
        "重复条目",
        "https://arxiv.org/abs/2205.14100 在列表里出现了两次，请删除一个。",
    ),
    Issue(
        "Erreur dans la liste",
        "Le lien de mPLUG (https://arxiv.org/abs/2205.12005) est cassé.",
    ),
    Issue(
        "Bug: duplicate numbering",
        "In section CLIP-related, the number 12 appears twice.",
    ),
    Issue(
        "Link of VLP is not https",
        "http://arxiv.org/abs/1909.11059 should be https",
    ),
    Issue(
        "Update entry: BLIP-2 now on ICML",
        ("BLIP-2 got into ICML 2023: https://proceedings.mlr.press/v202/li23q.html . Please update the link."),
    ),
    Issue(
        "CoCa code",
        (
            "There's an unofficial implementation of CoCa at "
            "https://github.com/lucidrains/CoCa-pytorch that could be linked from its "
            "entry."
        ),
    ),
    Issue(
        "Please take down my paper",
        "I'm an author of https://arxiv.org/abs/2109.05014 and would like it removed.",
    ),
    Issue(
        "Wrong authors",
        "The entry of ALIGN has the wrong title.",
    ),
    Issue(
        "Outdated link for Frozen",
        (
            "old: https://arxiv.org/abs/2106.13884v1\n"
            "new: "
            "https://proceedings.neurips.cc/paper/2021/hash/01b7575c38dac42f3cfb7d500438b875-Abstract.html"
        ),
    ),
    Issue(
        "Link kaputt",
        "Der Link zu VinVL (https://arxiv.org/abs/2101.00529) ist kaputt.",
    ),
    Issue(
        "ALIGN is not linked",
        "The entry ALIGN has no link, it should be https://arxiv.org/abs/2102.05918",
    ),
    Issue(
        "Code of OFA moved",
        "OFA's repo is now https://github.com/OFA-Sys/OFA, the old one redirects.",
    ),
    Issue(
        "Inconsistent naming",
        ("Some entries write 'CLIP-ViL', others 'CLIP-VIL'. https://arxiv.org/abs/2107.06383"),
    ),
    Issue(
        "Update link",
        ("https://arxiv.org/abs/2101.11562 -> https://ojs.aaai.org/index.php/AAAI/article/view/17034 for TDEN"),
    ),
    Issue(
        "Swap the links of VL-T5 and VL-Adapter",
        "VL-T5 has https://arxiv.org/abs/2112.06825 and vice versa",
    ),
    Issue(
        "VIVO's link gives 403",
        "https://arxiv.org/abs/2009.13682 works for me though",
    ),
    Issue(
        "오류 신고",
        "BLIP 링크(https://arxiv.org/abs/2201.12086)가 깨졌습니다.",
    ),
    Issue(
        "Our work is listed under a wrong name",
        "CapDec is listed as CapDeck. https://arxiv.org/abs/2211.00575",
    ),
)

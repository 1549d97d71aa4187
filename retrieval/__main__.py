"""`python -m retrieval "spørgsmål"`: ask from the terminal."""

import argparse
import sys


def parser() -> argparse.ArgumentParser:
    """The command line; nothing heavy is imported to show its help."""
    line = argparse.ArgumentParser(
        prog="python -m retrieval", description="Spørg referaterne fra terminalen."
    )
    line.add_argument("question", metavar="SPØRGSMÅL", help="dit spørgsmål, i anførselstegn")
    line.add_argument("--json", action="store_true", help="svaret som JSON")
    line.add_argument(
        "--history",
        action="append",
        default=[],
        metavar="SPØRGSMÅL",
        help="et tidligere spørgsmål i samtalen; kan gives flere gange, ældste først",
    )
    return line


def main(arguments: list[str] | None = None) -> int:
    """Exit code 0 for an answer or a refusal, 1 with one sentence on stderr when asking fails."""
    options = parser().parse_args(arguments)
    from vectorstore.errors import ReferatError

    try:
        from retrieval.assistant import open_assistant
        from settings import load_settings

        *_, answer = open_assistant(load_settings()).ask(options.question, options.history)
    except ReferatError as error:
        print(error, file=sys.stderr)
        return 1
    if options.json:
        import json

        from retrieval.render import as_json

        print(json.dumps(as_json(answer), ensure_ascii=False, indent=2))
    else:
        from retrieval.render import as_terminal

        print(as_terminal(answer))
    return 0


if __name__ == "__main__":
    sys.exit(main())

"""`python -m corresp_tracker`: the program with its windows; with a command's name first, that command."""

import sys


def main(words: list[str]) -> int:
    """Open the program, or carry out a command; give the exit status."""
    if _asks_for_windows(words):
        from corresp_tracker.app import main as open_program

        return open_program(words)
    from corresp_tracker.cli import main as carry_out

    return carry_out(words)


def _asks_for_windows(words: list[str]) -> bool:
    """Say whether nothing is named but an office to open, or a folder to demonstrate in."""
    return not words or words[0] == "--demonstrate" or (words[0] == "--office" and len(words) == 2)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))

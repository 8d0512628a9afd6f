#!/usr/bin/env python3
"""press_tab.py bash|zsh FOLDER LINE... - what a shell makes of each line with
Tab behind it. FOLDER holds the completions as `make install` names them: flw
for bash, which reads it, and _flw for zsh, which finds it in fpath."""
import os
import pty
import select
import sys
import time

SETUP = {
    "bash": ". {0}/flw; PS1=rea; PS1=${{PS1}}dy\\>",
    "zsh": "fpath=({0} $fpath); autoload -Uz compinit; compinit -u -D;"
           " PS1=rea; PS1+=dy\\>",
}
ARGV = {"bash": ["bash", "--norc", "-i"], "zsh": ["zsh", "-f", "-i"]}


class Shell:
    def __init__(self, name, folder):
        child, self.terminal = pty.fork()
        if child == 0:
            os.environ.update(TERM="dumb", PS1="")
            os.execvp(ARGV[name][0], ARGV[name])
        self.say(SETUP[name].format(folder) + "\n", "ready>")
        self.say("flw() { printf 'got:%s:\\n' \"$*\"; }\n", "ready>")

    def say(self, text, until):
        """Types the text; all that comes, up to and with `until`."""
        os.write(self.terminal, text.encode())
        seen, end = "", time.time() + 20
        while until not in seen and time.time() < end:
            if select.select([self.terminal], [], [], 0.2)[0]:
                seen += os.read(self.terminal, 65536).decode(errors="replace")
        if until not in seen:
            sys.exit(f"press_tab: no {until!r} in {seen!r}")
        return seen

    def press_tab(self, line):
        """The arguments that the command then gets. The bell, or the rest of
        the word, comes before Enter does: they are read in turn."""
        seen = self.say(line + "\t\n", ":\r\n")
        self.say("\n", "ready>")
        return seen.rsplit("got:", 1)[1].rsplit(":", 1)[0]


shell = sys.argv[1]
for line in sys.argv[3:]:
    print(Shell(shell, sys.argv[2]).press_tab(line))

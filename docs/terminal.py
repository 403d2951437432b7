#!/usr/bin/env python3
"""Runs commands and draws what they print as a terminal, in SVG.

python3 docs/terminal.py 'COMMAND' ... > docs/terminal.svg

The commands run in the working directory, in their order, by sh, with cruddur-db on the PATH.
"""
import re
import subprocess
import sys
from html import escape

WIDTH, LINE, LETTER = 100, 19, 8.43


def shown(command):
    run = subprocess.run(["sh", "-c", f"{{ {command}\n}} 2>&1"], capture_output=True, text=True)
    yield "prompt", command
    for line in run.stdout.rstrip("\n").split("\n"):
        # Passwords are starred out by the program itself.
        kind = "error" if line.startswith("error:") else "hint" if re.match(r"hint:|\s*\^", line) else "text"
        while len(line) > WIDTH:
            yield kind, line[:WIDTH]
            line = line[WIDTH:]
        yield kind, line


lines = [line for command in sys.argv[1:] for line in shown(command)]
width, height = round(WIDTH * LETTER + 40), LINE * len(lines) + 56
print(f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {width} {height}" width="{width}">')
print("""<style>
  rect { fill: #1d2330 } text { fill: #d5dae5; font: 14px ui-monospace, Menlo, Consolas, monospace; white-space: pre }
  .prompt { fill: #8fd18f } .error { fill: #f08a8a } .hint { fill: #8ab4f0 }
</style>""")
print(f'<rect width="{width}" height="{height}" rx="8"/>')
for number, color in enumerate(("#ff5f57", "#febc2e", "#28c840")):
    print(f'<circle cx="{20 + 20 * number}" cy="18" r="6" fill="{color}"/>')
for number, (kind, line) in enumerate(lines):
    mark = "$ " if kind == "prompt" else ""
    print(f'<text class="{kind}" x="20" y="{52 + LINE * number}" xml:space="preserve">{escape(mark + line)}</text>')
print("</svg>")

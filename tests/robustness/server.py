"""server.py FLW - `flw lsp` under hostile input: frames that are none, bodies
that are no message, and 100,000 edits. Prints a line for each miss, then
"PASSED FAILED"."""

import json
import os
import resource
import select
import subprocess
import sys
import time

FLW = sys.argv[1]
EDITS = int(os.environ.get("EDITS", "100000"))
MEMORY = 1 << 30
passed = failed = 0


def tell(name, why):
    global passed, failed
    if why is None:
        passed += 1
    else:
        failed += 1
        print(f"robustness: {name}: {why}"[:600])


def limits():
    resource.setrlimit(resource.RLIMIT_AS, (MEMORY, MEMORY))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    resource.setrlimit(resource.RLIMIT_CPU, (60, 60))


def frame(message):
    body = message if isinstance(message, bytes) else json.dumps(message).encode()
    return b"Content-Length: %d\r\n\r\n" % len(body) + body


def request(number, method, params=None):
    message = {"jsonrpc": "2.0", "id": number, "method": method}
    return frame(message if params is None else {**message, "params": params})


def notification(method, params):
    return frame({"jsonrpc": "2.0", "method": method, "params": params})


def messages(output):
    """What was sent, each a dict; ValueError where it is no frame."""
    found = []
    while output:
        header, _, rest = output.partition(b"\r\n\r\n")
        if not header.startswith(b"Content-Length: "):
            raise ValueError(f"no header: {header[:60]!r}")
        size = int(header[16:])
        if len(rest) < size:
            raise ValueError("cut off")
        found.append(json.loads(rest[:size]))
        output = rest[size:]
    return found


INITIALIZE = request(1, "initialize", {"capabilities": {}})
BYE = request(99, "shutdown") + notification("exit", None)
URI = "file:///nowhere/main.flw"


def opened(text):
    document = {"uri": URI, "languageId": "flw", "version": 1, "text": text}
    return notification("textDocument/didOpen", {"textDocument": document})


def converse(data, slowly=False):
    """Exit status and what was said to the bytes."""
    server = subprocess.Popen(
        [FLW, "lsp"], stdin=subprocess.PIPE, stdout=subprocess.PIPE,
        stderr=subprocess.PIPE, preexec_fn=limits)
    if slowly:
        for at in range(len(data)):
            server.stdin.write(data[at:at + 1])
            server.stdin.flush()
        data = b""
    try:
        output, errors = server.communicate(data, timeout=60)
    except subprocess.TimeoutExpired:
        server.kill()
        server.communicate()
        return None, [], "does not end"
    except BrokenPipeError:
        output, errors = server.stdout.read(), server.stderr.read()
        server.wait()
    return server.returncode, messages(output), errors.decode()


def ends_well(name, data, answered=(), code=None, slowly=False, status=0):
    """Whatever came before, the requests of these ids are answered, once each;
    code: of the one error that is told of what is no message."""
    try:
        found, said, errors = converse(data, slowly)
    except ValueError as why:
        tell(name, str(why))
        return
    ids = [one.get("id") for one in said if "method" not in one]
    if found != status:
        tell(name, f"exit {status} wanted, {found} found {errors}")
    elif [one for one in ids if one is not None] != list(answered):
        tell(name, f"answers {ids}")
    elif code is not None and code not in [
            one["error"]["code"] for one in said if "error" in one]:
        tell(name, f"no error {code} in {said}")
    else:
        tell(name, None)


# ---- frames: what cannot be read ends the server with a word and status 1 ----

PARSE, INVALID = -32700, -32600

for name, data in {
    "no number": b"Content-Length: five\r\n\r\n12345",
    "an empty number": b"Content-Length:\r\n\r\n{}",
    "a negative number": b"Content-Length: -2\r\n\r\n{}",
    "a number and more": b"Content-Length: 2 2\r\n\r\n{}",
    "a number beyond 64 bits": b"Content-Length: 18446744073709551618\r\n\r\n{}",
    "a body of 99 GB": b"Content-Length: 99000000000\r\n\r\n",
    "another header only": b"Content-Type: a\r\n\r\n{}",
    "no header at all": b"\r\n\r\n",
    "lines that end without CR": b"Content-Length: 2\n\n{}",
    "two lengths that differ": b"Content-Length: 2\r\nContent-Length: 7\r\n\r\n{}",
    "a header without an end": b"X: " + b"y" * 100000,
    "zeros": b"\0" * 5000,
    "a header cut off": b"Content-Length: 2\r\n\r",
    "a body cut off": b"Content-Length: 1000\r\n\r\n{\"jsonrpc\"",
}.items():
    ends_well(name, INITIALIZE + data, answered=[1], code=PARSE, status=1)

# ---- bodies: the frame holds, so the server goes on ----

for name, body, code in [
    ("no JSON", b"{", PARSE),
    ("nothing", b"", PARSE),
    ("bytes that are no UTF-8", b'{"method":"\xff\xfe"}', PARSE),
    ("a zero byte", b'{"method":"a\0b"}', PARSE),
    ("nested 100,000 deep", b"[" * 100000, PARSE),
    ("two values", b"{} {}", PARSE),
    ("a list", b"[]", INVALID),
    ("a number", b"7", INVALID),
    ("a message without a method", b'{"jsonrpc":"2.0","id":null}', None),
    ("a method that is no text", b'{"jsonrpc":"2.0","method":7}', None),
    ("params that are none", b'{"jsonrpc":"2.0","method":"textDocument/didOpen","params":7}', None),
    ("a million members", b"{" + b",".join(b'"a%d":1' % i for i in range(300000)) + b"}", None),
]:
    ends_well(name, INITIALIZE + frame(body) + BYE, answered=[1, 99], code=code)

ends_well("byte by byte",
          INITIALIZE + opened("const a = 1 # \u00e9\U0001F600\n") + BYE,
          answered=[1, 99], slowly=True)
ends_well("other headers, any case",
          b"content-LENGTH:%d\r\nContent-Type: a/b; charset=utf-8\r\n\r\n" %
          len(INITIALIZE.split(b"\r\n\r\n", 1)[1]) +
          INITIALIZE.split(b"\r\n\r\n", 1)[1] + BYE, answered=[1, 99])
ends_well("two equal lengths",
          b"Content-Length: 2\r\nContent-Length: 2\r\n\r\n{}" + INITIALIZE + BYE,
          answered=[1, 99])
ends_well("a text of 20 MB", INITIALIZE + opened("# a comment\n" * 1700000) + BYE,
          answered=[1, 99])
ends_well("2,000 requests at once",
          INITIALIZE + opened("const a = 1\n") + b"".join(
              request(1000 + i, "textDocument/hover",
                      {"textDocument": {"uri": URI},
                       "position": {"line": 0, "character": 7}})
              for i in range(2000)) + BYE,
          answered=[1, *range(1000, 3000), 99])
def is_told_of_bare_lines():
    """A client that sends no CR is told so: it would wait for ever."""
    server = subprocess.Popen([FLW, "lsp"], stdin=subprocess.PIPE,
                              stdout=subprocess.PIPE, preexec_fn=limits)
    server.stdin.write(b"Content-Length: 2\n\n{}")
    server.stdin.flush()
    ready = select.select([server.stdout], [], [], 20)[0]
    server.kill()
    server.communicate()
    return None if ready else "nothing is said"


tell("lines without CR, and a client that waits", is_told_of_bare_lines())
ends_well("nothing but the end", b"", status=1)
ends_well("an exit at once", notification("exit", None), status=1)


# ---- edits: memory stays as it is ----

PROGRAM = """import std.notify

const limit = 3
enum Way { left, right }
type Row = { id: int, name: string }

## Makes rows.
task make(n: int, way: Way, name: string = "a") -> (row: Row, out: file<csv>)
using container {
  image: "alpine:3.20",
  command: ["make", "{n}", "{way}", "{name}", "{row}", "{out}"],
}
task take(rows: file<csv>) -> (n: int)
using shell { image: "alpine:3.20", script: r"wc -l <$rows >$n" }

workflow main(n: int, way: Way) -> (n: int) {
  made = make(n, way, name: "x")
  taken = take(made.out)
  if taken > limit {
    take(made.out)
  }
  return (n: taken)
}
"""


class Typist:
    """Types into one document, and reads what comes without being drowned."""

    def __init__(self):
        self.server = subprocess.Popen(
            [FLW, "lsp"], stdin=subprocess.PIPE, stdout=subprocess.PIPE,
            preexec_fn=limits)
        self.version = 1
        self.ahead = b""
        self.send(INITIALIZE + opened(PROGRAM))
        os.set_blocking(self.server.stdout.fileno(), False)

    def send(self, data):
        self.server.stdin.write(data)
        self.server.stdin.flush()

    def type(self, count):
        """count edits, each with a mistake or the end of one, in places that
        move; then waits for the diagnostics of the last."""
        edits = []
        for _ in range(count):
            self.version += 1
            turn, adds = self.version // 2, self.version % 2 == 0
            line = 16 + turn % 4
            start = {"line": line, "character": 2}
            end = {"line": line, "character": 2 if adds else 5}
            change = {"range": {"start": start, "end": end},
                      "text": f"x{turn % 90 + 10}" if adds else ""}
            edits.append(notification("textDocument/didChange", {
                "textDocument": {"uri": URI, "version": self.version},
                "contentChanges": [change]}))
        self.send(b"".join(edits))
        self.wait_for(b'"version":%d,' % self.version)

    def wait_for(self, mark):
        end = time.monotonic() + 60
        while mark not in self.ahead:
            if not select.select([self.server.stdout], [], [], 60)[0] or \
                    time.monotonic() > end:
                raise TimeoutError(f"no diagnostics with {mark!r}")
            chunk = self.server.stdout.read()
            if chunk == b"":
                raise EOFError("the server ended")
            self.ahead = self.ahead[-100:] + (chunk or b"")
        self.ahead = b""

    def resident(self):
        """KiB."""
        with open(f"/proc/{self.server.pid}/status", encoding="utf8") as status:
            line = next(one for one in status if one.startswith("VmRSS"))
        return int(line.split()[1])


def edits_are_flat():
    """What a tenth of the edits took is all that they take. In bursts of
    1 to 7, as keystrokes that come while the last ones are checked."""
    typist = Typist()
    for burst in range(EDITS // 40):
        typist.type(1 + burst % 7)
    early = typist.resident()
    for burst in range(EDITS * 9 // 40):
        typist.type(1 + burst % 7)
    late = typist.resident()
    typist.send(BYE)
    typist.server.stdin.close()
    if typist.server.wait(60) != 0:
        return f"ended with {typist.server.returncode}"
    if late > early + 1024:
        return f"{early} KiB after a tenth of them, {late} KiB after all"
    return None


began = time.monotonic()
try:
    tell(f"{EDITS} edits", edits_are_flat())
except (TimeoutError, EOFError, BrokenPipeError) as error:
    tell(f"{EDITS} edits", str(error))
if os.environ.get("VERBOSE"):
    print(f"edits: {time.monotonic() - began:.1f} s")
print(passed, failed)
sys.exit(failed != 0)

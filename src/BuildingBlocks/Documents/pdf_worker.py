"""Reads HTML documents from standard input and answers each with a PDF on standard output.

Request:  4 bytes big-endian length, UTF-8 HTML.
Answer:   1 byte (0 = PDF, 1 = error in words), 4 bytes big-endian length, the bytes.
First an answer of its own once it is ready: the WeasyPrint version, or why it can't be loaded.
No network and no files: only data: URLs are fetched. Arguments: the memory limit in MiB.
"""
import resource
import struct
import sys

answers = sys.stdout.buffer
requests = sys.stdin.buffer
sys.stdout = sys.stderr


def answer(kind, content):
    answers.write(struct.pack(">BI", kind, len(content)))
    answers.write(content)
    answers.flush()


def read(count):
    content = requests.read(count)
    if len(content) < count:
        sys.exit(0)
    return content


limit = int(sys.argv[1]) * 1024 * 1024
resource.setrlimit(resource.RLIMIT_AS, (limit, limit))
resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
try:
    import weasyprint
    from weasyprint.text.fonts import FontConfiguration
except BaseException as fault:
    answer(1, str(fault).encode())
    sys.exit(1)


def fetch(url, *_, **__):
    if url.startswith("data:"):
        return weasyprint.default_url_fetcher(url)
    raise ValueError("documents may not load " + url[:200])


def render(html):
    document = weasyprint.HTML(string=html, url_fetcher=fetch, base_url=None)
    return document.write_pdf(variant="pdf/ua-1", font_config=FontConfiguration())


render("<html lang='en'><title>Warm</title><p>Warm</p></html>")
answer(0, weasyprint.__version__.encode())
while True:
    html = read(struct.unpack(">I", read(4))[0]).decode()
    try:
        answer(0, render(html))
    except MemoryError:
        answer(1, b"the document needs more memory than a worker may use")
        sys.exit(1)
    except Exception as fault:
        answer(1, (type(fault).__name__ + ": " + str(fault)).encode())

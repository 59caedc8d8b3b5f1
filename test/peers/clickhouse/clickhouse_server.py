"""ClickHouse's engine behind its HTTP interface, as far as the client uses it: clickhouse_server.py PORT PASSWORD."""

import http.server
import re
import sys
import threading
import urllib.parse

from chdb import session

PORT, PASSWORD = int(sys.argv[1]), sys.argv[2]
engine = session.Session()
lock = threading.Lock()


class Handler(http.server.BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"

    def do_GET(self):
        self.answer(200, b"Ok.\n")

    def do_POST(self):
        text = self.rfile.read(int(self.headers["Content-Length"])).decode()
        parameters = dict(urllib.parse.parse_qsl(urllib.parse.urlparse(self.path).query))
        if self.headers.get("X-ClickHouse-Key") != PASSWORD:
            self.answer(403, b"Code: 516. DB::Exception: default: Authentication failed: password is incorrect. (AUTHENTICATION_FAILED)")
            return
        if parameters.get("readonly") == "2" and not re.match(r"\s*(select|describe)\b", text, re.I):
            self.answer(500, b"Code: 164. DB::Exception: Cannot execute query in readonly mode. (READONLY)")
            return
        database, output = parameters.pop("database", "default"), parameters.pop("default_format", "TabSeparated")
        parameters.pop("readonly", None)
        try:
            with lock:
                engine.query(f"USE `{database}`")
                for name, value in parameters.items():
                    engine.query(f"SET {name} = {value}")
                body = engine.query(text, output)
            self.answer(200, body.bytes())
        except Exception as error:  # the message is the server's
            self.answer(500, str(error).encode())

    def answer(self, status, body):
        self.send_response(status)
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, *arguments):
        pass


http.server.ThreadingHTTPServer(("127.0.0.1", PORT), Handler).serve_forever()

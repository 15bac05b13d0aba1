"""Stands for a service in Python: reads an assignment, gives it a target, and reads it again. It knows Graph by its base URL only.

python3 update_target.py urllib|http.client|requests
Its base URL and ids come from the environment, as those of a service do. It prints what came back, and fails when an answer is not what it relies on.
"""
import json
import os
import sys
from urllib.parse import urlsplit

base = os.environ["GRAPH_BASE_URL"]
policy, group = os.environ["POLICY_ID"], os.environ["GROUP_ID"]
path = f"/v1.0/deviceManagement/deviceConfigurations/{policy}/assignments/{policy}_{group}"
headers = {"Authorization": "Bearer " + os.environ["GRAPH_TOKEN"], "Accept": "application/json"}
target = {"@odata.type": "#microsoft.graph.groupAssignmentTarget", "groupId": group}
update = {"@odata.type": "#microsoft.graph.deviceConfigurationAssignment", "target": target}


def with_urllib(method, body):
    from urllib.error import HTTPError
    from urllib.request import Request, urlopen

    data = None if body is None else json.dumps(body).encode()
    sent = headers if body is None else {**headers, "Content-Type": "application/json"}
    try:
        with urlopen(Request(base + path, data=data, headers=sent, method=method)) as answer:
            return answer.status, answer.read()
    except HTTPError as error:
        return error.code, error.read()


def with_http_client(method, body):
    from http.client import HTTPConnection

    address = urlsplit(base)
    connection = HTTPConnection(address.hostname, address.port)
    # Indented, and in pieces: the body goes out chunked.
    pieces = None if body is None else (piece.encode() for piece in json.JSONEncoder(indent=2).iterencode(body))
    sent = headers if body is None else {**headers, "Content-Type": "application/json; charset=utf-8"}
    connection.request(method, path, body=pieces, headers=sent)
    answer = connection.getresponse()
    result = answer.status, answer.read()
    connection.close()
    return result


def with_requests(method, body):
    import requests

    answer = requests.request(method, base + path, headers=headers, json=body, timeout=30)
    return answer.status_code, answer.content


ask = {"urllib": with_urllib, "http.client": with_http_client, "requests": with_requests}[sys.argv[1]]
for method, body in [("GET", None), ("PATCH", update), ("GET", None)]:
    status, content = ask(method, body)
    answer = json.loads(content)
    print(method, status, answer.get("error", {}).get("code") or answer["target"] == target)
    if status != 200 or answer["target"] != target:
        sys.exit(1)

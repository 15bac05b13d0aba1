"""A test suite in Python, as a team would write it: it knows Graph by its base URL only."""
import json
import os
import unittest

base = os.environ["GRAPH_BASE_URL"]
policy = "11111111-1111-4111-8111-111111111111"
group = "22222222-2222-4222-8222-222222222222"
url = f"{base}/v1.0/deviceManagement/deviceConfigurations/{policy}/assignments/{policy}_{group}"
headers = {"Authorization": "Bearer made-up-token", "Content-Type": "application/json"}
update = {"target": {"@odata.type": "#microsoft.graph.allDevicesAssignmentTarget"}}


class Urllib(unittest.TestCase):
    def test_updates_the_target(self):
        from urllib.request import Request, urlopen

        with urlopen(Request(url, data=json.dumps(update).encode(), headers=headers, method="PATCH")) as answer:
            self.assertEqual(json.load(answer)["target"], update["target"])


class Requests(unittest.TestCase):
    def test_updates_the_target(self):
        import requests

        answer = requests.patch(url, headers=headers, json=update, timeout=30)
        self.assertEqual((answer.status_code, answer.json()["target"]), (200, update["target"]))
        self.assertTrue(answer.json()["@odata.context"].startswith(base + "/v1.0/$metadata#"))


if __name__ == "__main__":
    unittest.main()

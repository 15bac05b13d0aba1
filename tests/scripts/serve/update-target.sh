#!/bin/sh
# Stands for the test suite of a service. It knows Graph by its base URL only; the id of the group has a wrong name.
curl --silent --output /dev/null --write-out 'answered %{http_code}\n' --noproxy '*' --request PATCH \
  "$GRAPH_BASE_URL/v1.0/deviceManagement/deviceConfigurations/00000000-0000-4000-8000-000000020001/assignments/00000000-0000-4000-8000-000000020001_00000000-0000-4000-8000-00000000aaaa" \
  --header 'Authorization: Bearer made-up' --header 'Content-Type: application/json' \
  --data '{ "@odata.type": "#microsoft.graph.deviceConfigurationAssignment",
            "target": { "@odata.type": "#microsoft.graph.groupAssignmentTarget", "groupID": "00000000-0000-4000-8000-00000000aaaa" } }'

import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;

/** A test in Java, as a team would write it: it knows Graph by its base URL only. */
class UpdateTargetTest {
    public static void main(String[] args) throws Exception {
        String policy = "11111111-1111-4111-8111-111111111111";
        String base = System.getenv("GRAPH_BASE_URL");
        String path = "/v1.0/deviceManagement/deviceConfigurations/" + policy + "/assignments/" + policy + "_22222222-2222-4222-8222-222222222222";
        String update = "{\"target\":{\"@odata.type\":\"#microsoft.graph.allDevicesAssignmentTarget\"}}";
        // The client of the JDK offers HTTP/2, and takes HTTP/1.1.
        HttpRequest request = HttpRequest.newBuilder(URI.create(base + path))
            .header("Authorization", "Bearer made-up-token")
            .header("Content-Type", "application/json")
            .method("PATCH", HttpRequest.BodyPublishers.ofString(update))
            .build();
        HttpResponse<String> answer = HttpClient.newHttpClient().send(request, HttpResponse.BodyHandlers.ofString());
        boolean updated = answer.statusCode() == 200 && answer.body().contains("allDevicesAssignmentTarget");
        System.out.println(updated ? "1 test passed" : "failed: " + answer.statusCode() + " " + answer.body());
        System.exit(updated ? 0 : 1);
    }
}

using System.Net.Http.Json;
using System.Text.Json;
using Feedback.EndToEnd.Running;

namespace Feedback.EndToEnd.Webhooks;

/// <summary>The reference library of Standard Webhooks (for Node) sends to the real program.</summary>
public sealed class StandardWebhooksTests : IAsyncLifetime
{
    private const string Body = """{"text":"The parcel never came.","touchpoint":"delivery"}""";
    private readonly string _data = FeedbackProcess.FreshData();
    private FeedbackProcess _program = null!;
    private string _folder = null!;
    private string _secret = null!;

    public async Task InitializeAsync()
    {
        _folder = await NodePackage.InstallAsync();
        _program = await FeedbackProcess.StartAsync(_data);
        using var created = await _program.Manager.PostAsJsonAsync("/v1/sources", new { id = "courier" });
        _secret = await SecretOfAsync(created);
    }

    public async Task DisposeAsync()
    {
        await _program.DisposeAsync();
        Directory.Delete(_data, recursive: true);
    }

    [Fact]
    public async Task A_signed_webhook_is_accepted_and_mapped()
    {
        var (status, answer) = await SendAsync(_secret, "msg-1");
        await _program.DrainAsync();

        Assert.Equal((202, false), (status, answer.GetProperty("duplicate").GetBoolean()));
        var feedback = await _program.Manager.GetFromJsonAsync<JsonElement>($"/v1/feedback/{answer.GetProperty("id").GetString()}");
        Assert.Equal(["courier", "delivery", "mapped"], new[] { "source", "touchpoint", "state" }.Select(field => feedback.GetProperty(field).GetString()));
    }

    [Fact]
    public async Task A_wrong_secret_is_refused() =>
        AssertRefused(await SendAsync("whsec_" + Convert.ToBase64String(new byte[32]), "msg-1"));

    [Fact]
    public async Task A_body_that_was_changed_on_the_way_is_refused() =>
        AssertRefused(await SendAsync(_secret, "msg-1", sentBody: """{"text":"The parcel came.","touchpoint":"delivery"}"""));

    [Fact]
    public async Task A_timestamp_of_six_minutes_ago_is_refused() =>
        AssertRefused(await SendAsync(_secret, "msg-1", ageSeconds: 360));

    [Fact]
    public async Task A_redelivery_is_a_duplicate_even_when_it_is_signed_anew()
    {
        var (_, first) = await SendAsync(_secret, "msg-1", ageSeconds: 120);
        var (status, again) = await SendAsync(_secret, "msg-1");

        Assert.Equal((202, true), (status, again.GetProperty("duplicate").GetBoolean()));
        Assert.Equal(first.GetProperty("id").GetString(), again.GetProperty("id").GetString());
    }

    [Fact]
    public async Task During_a_rotation_the_old_and_the_new_secret_work()
    {
        using var rotated = await _program.Manager.PostAsync(new Uri("/v1/sources/courier/rotate", UriKind.Relative), null);
        var fresh = await SecretOfAsync(rotated);

        var (old, _) = await SendAsync(_secret, "msg-1");
        var (current, _) = await SendAsync(fresh, "msg-2");

        Assert.NotEqual(_secret, fresh);
        Assert.Equal((202, 202), (old, current));
    }

    private async Task<(int Status, JsonElement Answer)> SendAsync(string secret, string id, string? sentBody = null, int ageSeconds = 0)
    {
        var message = JsonSerializer.Serialize(new { url = new Uri(_program.Address, "/v1/webhooks/courier"), secret, id, body = Body, sentBody, ageSeconds });
        var (exitCode, output) = await NodePackage.RunAsync(_folder, "node", ["send.js"], message);
        Assert.True(exitCode == 0, output);
        var answer = JsonSerializer.Deserialize<JsonElement>(output);
        return (answer.GetProperty("status").GetInt32(), answer.GetProperty("body"));
    }

    private static void AssertRefused((int Status, JsonElement Answer) refused)
    {
        Assert.Equal(401, refused.Status);
        Assert.Equal("urn:feedback:problem:unauthorized", refused.Answer.GetProperty("type").GetString());
    }

    private static async Task<string> SecretOfAsync(HttpResponseMessage response) =>
        (await response.Content.ReadFromJsonAsync<JsonElement>()).GetProperty("signingSecret").GetString()!;
}

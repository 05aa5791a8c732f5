using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using Feedback.App.Tests.Running;
using Microsoft.Extensions.DependencyInjection;
using static Feedback.App.Tests.BadInput.ExpectedProblem;

namespace Feedback.App.Tests.BadInput;

public sealed class BadWebhookTests(ContractProgram contract) : IClassFixture<ContractProgram>
{
    private const string WrongSignature = "The webhook-signature header holds no valid signature of this body with the source's secret.";
    private const string OutsideTolerance =
        "The webhook-timestamp header is more than 5 minutes off: the sender's clock is wrong, or the request is a replay.";
    private const string NoTimestamp = "The webhook-timestamp header is missing or is not a number of seconds.";
    private const string NoId = "The webhook-id header is missing or has more than 256 characters.";

    public static TheoryData<string> Names => [.. Rows.Keys];

    private static readonly Dictionary<string, (Func<WebhookSender, Task<HttpResponseMessage>> Send, string Detail)> Rows = new()
    {
        ["a tampered body"] = (sender => sender.SendAsync(Now, "m", signedBody: """{"text":"Bad."}"""), WrongSignature),
        ["another version of signature"] =
            (sender => sender.SendAsync(Now, "m", change: request => Replace(request, "webhook-signature", signature => "v2," + signature[3..])),
                WrongSignature),
        ["a signature that is no base64"] = (sender => sender.SendAsync(Now, "m", change: request => Replace(request, "webhook-signature", _ => "v1,???")),
            WrongSignature),
        ["a signature that is too long"] =
            (sender => sender.SendAsync(Now, "m", change: request => Replace(request, "webhook-signature", _ => "v1," + new string('A', 400))), WrongSignature),
        ["an empty signature"] = (sender => sender.SendAsync(Now, "m", change: request => Replace(request, "webhook-signature", _ => "v1,")), WrongSignature),
        ["no signature"] = (sender => sender.SendAsync(Now, "m", change: request => request.Headers.Remove("webhook-signature")),
            "The webhook-signature header is missing."),
        ["no id"] = (sender => sender.SendAsync(Now, "m", change: request => request.Headers.Remove("webhook-id")), NoId),
        ["another id"] = (sender => sender.SendAsync(Now, "m", change: request => Replace(request, "webhook-id", _ => "n")), WrongSignature),
        ["an id of 257 characters"] = (sender => sender.SendAsync(Now, new string('m', 257)), NoId),
        ["no timestamp"] = (sender => sender.SendAsync(Now, "m", change: request => request.Headers.Remove("webhook-timestamp")), NoTimestamp),
        ["a timestamp in words"] = (sender => sender.SendAsync(Now, "m", timestamp: "now"), NoTimestamp),
        ["a timestamp with a fraction"] = (sender => sender.SendAsync(Now, "m", timestamp: "1763661600.5"), NoTimestamp),
        ["a timestamp beyond all time"] = (sender => sender.SendAsync(Now, "m", timestamp: "9223372036854775807"), NoTimestamp),
        ["another timestamp"] =
            (sender => sender.SendAsync(Now, "m", timestamp: (Now.ToUnixTimeSeconds() - 1).ToString(System.Globalization.CultureInfo.InvariantCulture)),
                WrongSignature),
        ["an old timestamp"] = (sender => sender.SendAsync(Now.AddMinutes(-6), "m"), OutsideTolerance),
        ["a future timestamp"] = (sender => sender.SendAsync(Now.AddMinutes(7), "m"), OutsideTolerance),
    };

    private static DateTimeOffset Now => ContractProgram.Start;

    [Theory]
    [MemberData(nameof(Names))]
    public async Task A_webhook_that_is_not_the_sources_own_is_refused(string row)
    {
        using var response = await Rows[row].Send(contract.Webhooks);

        await Unauthorized(Rows[row].Detail).AssertAsync(response);
    }

    [Fact]
    public async Task A_signed_webhook_is_held_to_the_same_contract_as_a_post()
    {
        using var bad = await contract.Webhooks.SendAsync(Now, "bad", body: """{"text":5}""");
        using var wrongType = await contract.Webhooks.SendAsync(Now, "form", contentType: "text/plain");

        await Invalid("text: must be a string").AssertAsync(bad);
        await new ExpectedProblem(415, "wrong-content-type", Detail: "Send application/json.").AssertAsync(wrongType);
    }

    [Fact]
    public async Task A_redelivered_webhook_is_a_duplicate()
    {
        using var first = await contract.Webhooks.SendAsync(Now, "msg-1");
        using var again = await contract.Webhooks.SendAsync(Now.AddMinutes(1), "msg-1");

        Assert.Equal([HttpStatusCode.Accepted, HttpStatusCode.Accepted], [first.StatusCode, again.StatusCode]);
        var (a, b) = (await first.Content.ReadFromJsonAsync<JsonElement>(), await again.Content.ReadFromJsonAsync<JsonElement>());
        Assert.Equal(a.GetProperty("id").GetString(), b.GetProperty("id").GetString());
        Assert.Equal((false, true), (a.GetProperty("duplicate").GetBoolean(), b.GetProperty("duplicate").GetBoolean()));
    }

    [Fact]
    public async Task After_a_rotation_the_old_credentials_hold_for_24_hours_and_no_longer()
    {
        // The store lets keys expire by the real clock, so this one starts there too.
        var time = new ShiftedTime(TimeProvider.System.GetUtcNow());
        await using var program = await RunningProgram.StartAsync(adjust: services => services.AddSingleton<TimeProvider>(time));
        var (oldKey, oldSecret) = await program.AddSourceAsync("pos-42");
        using var rotated = await program.Manager.PostAsync(new Uri("/v1/sources/pos-42/rotate", UriKind.Relative), null);
        var fresh = await rotated.Content.ReadFromJsonAsync<JsonElement>();
        var newKey = program.WithKey(fresh.GetProperty("key").GetString()!);
        var newSecret = fresh.GetProperty("signingSecret").GetString()!;

        time.Advance(TimeSpan.FromHours(23.9));
        Assert.Equal((202, 202, 202, 202), await TryAllAsync("during"));
        time.Advance(TimeSpan.FromHours(0.2));
        Assert.Equal((401, 202, 401, 202), await TryAllAsync("after"));

        async Task<(int OldSecret, int NewSecret, int OldKey, int NewKey)> TryAllAsync(string when)
        {
            using var withOldSecret = await new WebhookSender(program.Anonymous, "pos-42", oldSecret).SendAsync(time.GetUtcNow(), when + "-old");
            using var withNewSecret = await new WebhookSender(program.Anonymous, "pos-42", newSecret).SendAsync(time.GetUtcNow(), when + "-new");
            using var withOldKey = await oldKey.PostAsJsonAsync("/v1/feedback", new { source = "pos-42", text = "Fine." });
            using var withNewKey = await newKey.PostAsJsonAsync("/v1/feedback", new { source = "pos-42", text = "Fine." });
            return ((int)withOldSecret.StatusCode, (int)withNewSecret.StatusCode, (int)withOldKey.StatusCode, (int)withNewKey.StatusCode);
        }
    }

    private static void Replace(HttpRequestMessage request, string header, Func<string, string> change)
    {
        var value = request.Headers.GetValues(header).Single();
        request.Headers.Remove(header);
        request.Headers.TryAddWithoutValidation(header, change(value));
    }
}

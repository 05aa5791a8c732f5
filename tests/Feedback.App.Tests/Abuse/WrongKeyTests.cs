using System.Globalization;
using System.Net;
using System.Net.Http.Json;
using System.Text;
using System.Text.Json;
using Feedback.App.Tests.Running;
using Feedback.Core.Access;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;

namespace Feedback.App.Tests.Abuse;

public sealed class WrongKeyTests
{
    [Fact]
    public async Task Wrong_keys_are_told_to_wait_and_the_right_one_is_let_in_meanwhile()
    {
        await using var program = await RunningProgram.StartAsync();
        using var wrong = program.WithKey("not-the-key-of-anybody");
        for (var i = 0; i < 100; i++)
            Assert.Equal(HttpStatusCode.Unauthorized, (await wrong.GetAsync(new Uri("/v1/journeys", UriKind.Relative))).StatusCode);

        using var refused = await wrong.GetAsync(new Uri("/v1/journeys", UriKind.Relative));
        using var right = await program.Manager.GetAsync(new Uri("/v1/journeys", UriKind.Relative));

        Assert.Equal((HttpStatusCode.TooManyRequests, HttpStatusCode.OK), (refused.StatusCode, right.StatusCode));
        Assert.True(refused.Headers.RetryAfter?.Delta > TimeSpan.Zero);
    }

    [Fact]
    public async Task Wrong_signatures_are_told_to_wait_and_the_right_one_is_let_in_meanwhile()
    {
        await using var program = await RunningProgram.StartAsync();
        var (_, secret) = await program.AddSourceAsync("pos-42");
        var id = 0;
        foreach (var name in Enumerable.Repeat("pos-42", 50).Concat(Enumerable.Repeat("nobody-has-it", 50)))
            Assert.Equal(HttpStatusCode.Unauthorized, (await WebhookAsync(name, "whsec_AAAA")).StatusCode);

        using var refused = await WebhookAsync("pos-42", "whsec_AAAA");
        using var right = await WebhookAsync("pos-42", secret);

        Assert.Equal((HttpStatusCode.TooManyRequests, HttpStatusCode.Accepted), (refused.StatusCode, right.StatusCode));

        async Task<HttpResponseMessage> WebhookAsync(string source, string signingSecret)
        {
            using var content = new ByteArrayContent("""{"text":"Fine."}"""u8.ToArray()) { Headers = { ContentType = new("application/json") } };
            var (name, at) = ($"m{id++}", program.Services.GetRequiredService<TimeProvider>().GetUtcNow().ToUnixTimeSeconds());
            content.Headers.Add("webhook-id", name);
            content.Headers.Add("webhook-timestamp", at.ToString(CultureInfo.InvariantCulture));
            content.Headers.Add("webhook-signature", WebhookSignature.Sign(signingSecret, name, at, """{"text":"Fine."}"""u8));
            return await program.Anonymous.PostAsync(new Uri($"/v1/webhooks/{source}", UriKind.Relative), content);
        }
    }

    [Fact]
    public async Task Who_reads_an_answer_too_slowly_is_cut_off()
    {
        await using var program = await RunningProgram.StartAsync();

        var rate = program.Services.GetRequiredService<IOptions<KestrelServerOptions>>().Value.Limits.MinResponseDataRate!;

        // An answer of 1 MiB that nobody reads is held for little more than two minutes.
        Assert.InRange((rate.BytesPerSecond, rate.GracePeriod), (8_000, TimeSpan.FromSeconds(1)), (100_000, TimeSpan.FromSeconds(15)));
    }

    [Theory]
    [InlineData("HEAD", false)]
    [InlineData("OPTIONS", false)]
    [InlineData("GET", false)]
    [InlineData("POST", false)]
    [InlineData("POST", true)]
    public async Task The_name_of_a_source_cannot_be_told_from_an_answer_without_its_credentials(string method, bool withHeaders)
    {
        await using var program = await RunningProgram.StartAsync();
        var (other, _) = await program.AddSourceAsync("web-shop");
        await program.AddSourceAsync("pos-42");
        using var wrong = program.WithKey("not-the-key-of-anybody");

        foreach (var client in (HttpClient[])[program.Anonymous, other, wrong])
            Assert.Equal(await AnswerAsync(client, method, "nobody-has-it", withHeaders), await AnswerAsync(client, method, "pos-42", withHeaders));
    }

    [Fact]
    public async Task What_anybody_can_send_in_a_sources_name_is_not_counted_as_the_sources()
    {
        await using var program = await RunningProgram.StartAsync();
        await program.AddSourceAsync("pos-42");

        await AnswerAsync(program.Anonymous, "POST", "pos-42", withHeaders: true);

        var source = Assert.Single((await program.Manager.GetFromJsonAsync<JsonElement>("/v1/sources")).GetProperty("items").EnumerateArray());
        Assert.Equal((JsonValueKind.Null, 0), (source.GetProperty("lastSeen").ValueKind, source.GetProperty("errors").GetInt32()));
    }

    [Fact]
    public async Task The_answer_to_a_batch_of_nothing_but_faults_stays_small()
    {
        await using var program = await RunningProgram.StartAsync();
        var (till, _) = await program.AddSourceAsync("pos-42");
        var item = "{" + string.Join(',', Enumerable.Range(0, 90).Select(n => $"\"f{n}\":1")) + "}";
        using var body = new StringContent("[" + string.Join(',', Enumerable.Repeat(item, 1_000)) + "]", Encoding.UTF8, "application/json");

        using var answer = await till.PostAsync(new Uri("/v1/feedback/batch", UriKind.Relative), body);

        Assert.Equal(HttpStatusCode.Accepted, answer.StatusCode);
        Assert.InRange((await answer.Content.ReadAsByteArrayAsync()).Length, 1, 1 << 20);
    }

    private static async Task<(HttpStatusCode Status, string Body)> AnswerAsync(HttpClient client, string method, string source, bool withHeaders)
    {
        using var request = new HttpRequestMessage(new(method), $"/v1/webhooks/{source}");
        if (method == "POST")
            request.Content = new StringContent("""{"text":"Bad."}""", Encoding.UTF8, "application/json");
        if (withHeaders)
        {
            request.Headers.Add("webhook-id", "m");
            request.Headers.Add("webhook-timestamp", $"{TimeProvider.System.GetUtcNow().ToUnixTimeSeconds()}");
            request.Headers.Add("webhook-signature", "v1,AAAA");
        }

        using var answer = await client.SendAsync(request);
        return (answer.StatusCode, await answer.Content.ReadAsStringAsync());
    }
}

using Feedback.Core.Access;

namespace Feedback.App.Tests.BadInput;

/// <summary>Sends signed webhooks, right or wrong.</summary>
internal sealed class WebhookSender(HttpClient client, string source, string secret)
{
    public const string Body = """{"text":"Fine."}""";

    public Task<HttpResponseMessage> SendAsync(
        DateTimeOffset at, string id, string body = Body, string? signedBody = null, string? timestamp = null, Action<HttpRequestMessage>? change = null,
            string contentType = "application/json")
    {
        var seconds = at.ToUnixTimeSeconds();
        var request = new HttpRequestMessage(HttpMethod.Post, new Uri($"/v1/webhooks/{source}", UriKind.Relative))
        {
            Content = ContractProgram.Content(ContractProgram.Utf8(body), contentType),
        };
        request.Headers.TryAddWithoutValidation("webhook-id", id);
        request.Headers.TryAddWithoutValidation("webhook-timestamp", timestamp ?? seconds.ToString(System.Globalization.CultureInfo.InvariantCulture));
        request.Headers.TryAddWithoutValidation("webhook-signature", WebhookSignature.Sign(secret, id, seconds, ContractProgram.Utf8(signedBody ?? body)));
        change?.Invoke(request);
        return client.SendAsync(request);
    }
}

using System.Security.Cryptography;
using System.Text;
using Azure.Core;
using Azure.Core.Pipeline;

namespace Feedback.Azure.Mail;

/// <summary>Signs a request with one of the resource's keys.</summary>
/// <remarks>https://learn.microsoft.com/azure/communication-services/tutorials/hmac-header-tutorial.</remarks>
internal sealed class SignWithKey(string key, TimeProvider time) : HttpPipelineSynchronousPolicy
{
    private readonly byte[] _key = Convert.FromBase64String(key);

    public override void OnSendingRequest(HttpMessage message)
    {
        using var body = new MemoryStream();
        message.Request.Content?.WriteTo(body, message.CancellationToken);
        var uri = message.Request.Uri.ToUri();
        var hash = Convert.ToBase64String(SHA256.HashData(body.GetBuffer().AsSpan(0, (int)body.Length)));
        var date = time.GetUtcNow().ToString("r", System.Globalization.CultureInfo.InvariantCulture);
        var signed = $"{message.Request.Method.Method}\n{uri.PathAndQuery}\n{date};{uri.Authority};{hash}";
        var signature = Convert.ToBase64String(HMACSHA256.HashData(_key, Encoding.UTF8.GetBytes(signed)));
        message.Request.Headers.SetValue("x-ms-date", date);
        message.Request.Headers.SetValue("x-ms-content-sha256", hash);
        message.Request.Headers.SetValue("Authorization", $"HMAC-SHA256 SignedHeaders=x-ms-date;host;x-ms-content-sha256&Signature={signature}");
    }
}

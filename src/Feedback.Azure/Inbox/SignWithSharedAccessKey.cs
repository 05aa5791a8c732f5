using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using Azure.Core;
using Azure.Core.Pipeline;

namespace Feedback.Azure.Inbox;

/// <summary>Signs in with a shared access key: a token of some minutes, for one queue
/// (https://learn.microsoft.com/azure/service-bus-messaging/service-bus-sas).</summary>
internal sealed class SignWithSharedAccessKey(SharedAccessKey key, Uri queue, TimeProvider time) : HttpPipelineSynchronousPolicy
{
    private static readonly TimeSpan Lifetime = TimeSpan.FromMinutes(5);

    private readonly string _resource = Uri.EscapeDataString(queue.AbsoluteUri);

    public override void OnSendingRequest(HttpMessage message)
    {
        var expiry = (time.GetUtcNow() + Lifetime).ToUnixTimeSeconds().ToString(CultureInfo.InvariantCulture);
        var signature = Convert.ToBase64String(HMACSHA256.HashData(Encoding.UTF8.GetBytes(key.Key), Encoding.UTF8.GetBytes($"{_resource}\n{expiry}")));
        message.Request.Headers.SetValue("Authorization",
            $"SharedAccessSignature sr={_resource}&sig={Uri.EscapeDataString(signature)}&se={expiry}&skn={Uri.EscapeDataString(key.Policy)}");
    }
}

using Azure.Core;
using Azure.Core.Pipeline;

namespace Feedback.Azure.Language;

/// <summary>Signs in with one of the resource's keys.</summary>
internal sealed class KeyHeader(string key) : HttpPipelineSynchronousPolicy
{
    public override void OnSendingRequest(HttpMessage message) => message.Request.Headers.SetValue("Ocp-Apim-Subscription-Key", key);
}

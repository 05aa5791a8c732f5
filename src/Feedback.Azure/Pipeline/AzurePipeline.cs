using Azure.Core;
using Azure.Core.Pipeline;
using Azure.Identity;

namespace Feedback.Azure.Pipeline;

/// <summary>Azure.Core's pipeline, as each service here is called by it.</summary>
internal static class AzurePipeline
{
    /// <summary>Makes one; nothing is sent yet.</summary>
    /// <param name="key">Signs in with a key; <c>null</c> for the identity.</param>
    /// <param name="credential">The identity; <c>null</c> for what DefaultAzureCredential finds.</param>
    /// <param name="scope">What the identity's token is for.</param>
    /// <param name="retry">How a call is tried again; <c>null</c> for not at all.</param>
    /// <param name="timeout">How long one attempt may take.</param>
    /// <param name="transport">Sends the requests; <c>null</c> for the usual way.</param>
    public static HttpPipeline Of(HttpPipelinePolicy? key, TokenCredential? credential, string scope, RetryPolicy? retry, TimeSpan timeout,
        HttpPipelineTransport? transport = null)
    {
        var options = new Options { RetryPolicy = retry };
        options.Retry.MaxRetries = 0;
        options.Retry.NetworkTimeout = timeout;
        options.Diagnostics.ApplicationId = "Feedback";
        if (transport is not null)
            options.Transport = transport;
        return HttpPipelineBuilder.Build(options, key ?? new BearerTokenAuthenticationPolicy(credential ?? new DefaultAzureCredential(), scope));
    }

    /// <summary>The failure of the last attempt: after several the pipeline throws all of theirs together.</summary>
    public static Exception LastOf(Exception exception) => exception is AggregateException { InnerExceptions: [.., var last] } ? last : exception;

    private sealed class Options : ClientOptions;
}

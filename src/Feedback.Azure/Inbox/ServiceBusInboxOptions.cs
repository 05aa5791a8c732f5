using Azure.Core;
using Azure.Core.Pipeline;

namespace Feedback.Azure.Inbox;

/// <summary>Which Service Bus queue takes feedback in while the store is away, and how it is reached.</summary>
public sealed record ServiceBusInboxOptions
{
    /// <summary>The namespace's endpoint, <c>https://NAME.servicebus.windows.net/</c>.</summary>
    public required Uri Endpoint { get; init; }

    /// <summary>The queue.</summary>
    public string Queue { get; init; } = "feedback-inbox";

    /// <summary>A shared access key that may send; <c>null</c> for <see cref="Credential"/>.</summary>
    public SharedAccessKey? Key { get; init; }

    /// <summary>Who the program is, where no key is given; <c>null</c> for what DefaultAzureCredential finds. It needs the role Azure Service Bus Data Sender
    /// on the queue, and https.</summary>
    public TokenCredential? Credential { get; init; }

    /// <summary>How long a call may take, with all that is tried again: a sender waits for its end.</summary>
    public TimeSpan Timeout { get; init; } = TimeSpan.FromSeconds(4);

    /// <summary>Sends the requests; <c>null</c> for the usual way.</summary>
    public HttpPipelineTransport? Transport { get; init; }
}

/// <summary>A shared access key of a namespace or a queue.</summary>
/// <param name="Policy">The name of its policy.</param>
/// <param name="Key">The key.</param>
public sealed record SharedAccessKey(string Policy, string Key);

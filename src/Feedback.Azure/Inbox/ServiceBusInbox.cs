using System.Globalization;
using Azure;
using Azure.Core;
using Azure.Core.Pipeline;
using Azure.Identity;
using Feedback.Azure.Pipeline;
using Feedback.Core.Intake;

namespace Feedback.Azure.Inbox;

/// <summary>The inbox as a Service Bus queue, by the service's REST API: sending a message now and then wants no connection that is held open.</summary>
/// <remarks>The queue drops a message whose id it has seen within the last day, and says that it took it; so a request that is sent twice does no
/// harm.</remarks>
public sealed class ServiceBusInbox : IFeedbackInbox
{
    private const string Scope = "https://servicebus.azure.net/.default";
    private const int Retries = 1;
    private static readonly TimeSpan RetryDelay = TimeSpan.FromMilliseconds(200);
    private static readonly TimeSpan LongestWait = TimeSpan.FromSeconds(1);

    private readonly HttpPipeline _pipeline;
    private readonly Uri _address;
    private readonly TimeSpan _timeout;
    private readonly TimeProvider _time;

    /// <summary>Makes the inbox; nothing is sent yet.</summary>
    public ServiceBusInbox(ServiceBusInboxOptions options, TimeProvider time)
    {
        (_timeout, _time) = (options.Timeout, time);
        var queue = new Uri($"{options.Endpoint.AbsoluteUri.TrimEnd('/')}/{options.Queue}");
        _address = new($"{queue}/messages");
        _pipeline = AzurePipeline.Of(
            options.Key is { } key ? new SignWithSharedAccessKey(key, queue, time) : null, options.Credential, Scope,
                new PatientRetry(Retries, RetryDelay, LongestWait, time), options.Timeout, options.Transport);
    }

    /// <inheritdoc/>
    public async Task PutAsync(IReadOnlyList<InboxMessage> messages, CancellationToken cancellationToken = default)
    {
        // For the token, too: who gives it out may be away as well.
        using var timeout = new CancellationTokenSource(_timeout, _time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(timeout.Token, cancellationToken);
        try
        {
            await Task.WhenAll(MessageBatches.Of(messages).Select(batch => SendAsync(batch, either.Token)));
        }
        catch (OperationCanceledException exception) when (!cancellationToken.IsCancellationRequested)
        {
            throw new InboxUnavailableException("Service Bus did not answer in time.", exception);
        }
    }

    private async Task SendAsync(MessageBatch batch, CancellationToken cancellationToken)
    {
        using var message = _pipeline.CreateMessage();
        message.Request.Method = RequestMethod.Post;
        message.Request.Uri.Reset(_address);
        batch.Fill(message.Request);
        try
        {
            await _pipeline.SendAsync(message, cancellationToken);
        }
        catch (Exception exception) when (exception is RequestFailedException or AggregateException or IOException)
        {
            throw new InboxUnavailableException($"Service Bus cannot be reached: {AzurePipeline.LastOf(exception).Message}", exception);
        }
        catch (AuthenticationFailedException exception)
        {
            throw new InboxUnavailableException($"No token for Service Bus could be obtained: {exception.Message}", exception);
        }

        if (message.Response.Status != 201)
            throw new InboxUnavailableException(Said(message.Response.Status));
    }

    private static string Said(int status) => string.Create(CultureInfo.InvariantCulture, $"Service Bus answered {status}.") + status switch
    {
        401 => " The key is wrong, or the identity lacks the role Azure Service Bus Data Sender.",
        403 => " The queue is full, the message too long, or the identity lacks the role Azure Service Bus Data Sender.",
        404 or 410 => " The queue does not exist.",
        _ => "",
    };
}

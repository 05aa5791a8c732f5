using System.Globalization;
using System.Net.Http.Headers;
using System.Net.Sockets;
using Feedback.Core.Subscriptions;
using Feedback.Web.Api;

namespace Feedback.Web.Webhooks;

/// <summary>
/// Posts webhooks to addresses that others chose. It connects to checked addresses only, follows no redirect, uses no proxy, keeps no cookie, and does not read
/// what is answered but for its status and <c>Retry-After</c>.
/// </summary>
internal sealed class WebhookClient : IDisposable
{
    /// <summary>How long a subscriber may take: the lower end of what Standard Webhooks recommends.</summary>
    public static readonly TimeSpan UsualTimeout = TimeSpan.FromSeconds(15);

    private readonly WebhookHosts _hosts;
    private readonly AddressPolicy _policy;
    private readonly TimeProvider _time;
    private readonly TimeSpan _timeout;
    private readonly HttpMessageInvoker _http;

    public WebhookClient(AddressPolicy policy, WebhookHosts hosts, TimeProvider time, TimeSpan? timeout = null)
    {
        (_policy, _hosts, _time, _timeout) = (policy, hosts, time, timeout ?? UsualTimeout);
        _http = new(new SocketsHttpHandler
        {
            ConnectCallback = ConnectAsync,
            UseProxy = false,
            UseCookies = false,
            AllowAutoRedirect = false,
            // Which of our requests brought a webhook about is nobody else's business.
            ActivityHeadersPropagator = null,
            MaxResponseHeadersLength = 16,
            MaxResponseDrainSize = 16 << 10,
            // A name that now stands for another address is looked up again before long.
            PooledConnectionLifetime = TimeSpan.FromMinutes(2),
            PooledConnectionIdleTimeout = TimeSpan.FromSeconds(30),
        });
    }

    public async Task<WebhookAnswer> PostAsync(WebhookRequest webhook, CancellationToken cancellationToken)
    {
        // The configuration may have changed since the subscription was made.
        if (_policy.Read(webhook.Url.AbsoluteUri, out var fault) is null)
            return new(null, "the address " + fault);
        using var limit = new CancellationTokenSource(_timeout, _time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(limit.Token, cancellationToken);
        try
        {
            using var request = ToMessage(webhook);
            using var response = await _http.SendAsync(request, either.Token);
            var status = (int)response.StatusCode;
            return new(status, status is >= 200 and < 300 ? null : FaultOf(status), RetryAfterOf(response.Headers.RetryAfter));
        }
        catch (OperationCanceledException) when (cancellationToken.IsCancellationRequested)
        {
            throw;
        }
        catch (OperationCanceledException)
        {
            return new(null, string.Create(CultureInfo.InvariantCulture, $"no answer within {_timeout.TotalSeconds:0.#} s"));
        }
        catch (Exception exception)
        {
            return new(null, FaultOf(exception));
        }
    }

    public void Dispose() => _http.Dispose();

    private static HttpRequestMessage ToMessage(WebhookRequest webhook)
    {
        var request = new HttpRequestMessage(HttpMethod.Post, webhook.Url) { Content = new ReadOnlyMemoryContent(webhook.Body) };
        request.Content.Headers.ContentType = new(ContentTypes.Json);
        request.Headers.UserAgent.Add(new("Feedback", "1"));
        request.Headers.Add("webhook-id", webhook.Id);
        request.Headers.Add("webhook-timestamp", webhook.Timestamp.ToString(CultureInfo.InvariantCulture));
        request.Headers.Add("webhook-signature", webhook.Signatures);
        return request;
    }

    private async ValueTask<Stream> ConnectAsync(SocketsHttpConnectionContext context, CancellationToken cancellationToken)
    {
        var addresses = await _hosts.ResolveAsync(context.DnsEndPoint.Host, cancellationToken);
        var socket = new Socket(SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
        try
        {
            await socket.ConnectAsync(addresses, context.DnsEndPoint.Port, cancellationToken);
            return new NetworkStream(socket, ownsSocket: true);
        }
        catch
        {
            socket.Dispose();
            throw;
        }
    }

    private TimeSpan? RetryAfterOf(RetryConditionHeaderValue? header)
    {
        var wait = header?.Delta ?? header?.Date - _time.GetUtcNow();
        return wait > TimeSpan.Zero ? wait : null;
    }

    private static string FaultOf(int status) => status switch
    {
        >= 300 and < 400 => string.Create(CultureInfo.InvariantCulture, $"answered {status}; redirects are not followed"),
        _ => string.Create(CultureInfo.InvariantCulture, $"answered {status}"),
    };

    /// <summary>What went wrong, in words of ours: what the other side says of itself is not repeated.</summary>
    private static string FaultOf(Exception exception) => exception switch
    {
        _ when exception.GetBaseException() is AddressRefusedException => "the address " + AddressPolicy.Refusal,
        HttpRequestException { HttpRequestError: HttpRequestError.SecureConnectionError } => "no trusted TLS connection could be made",
        _ when exception.GetBaseException() is SocketException { SocketErrorCode: var error } => error switch
        {
            SocketError.HostNotFound or SocketError.NoData or SocketError.TryAgain => "the host name cannot be resolved",
            SocketError.ConnectionRefused => "the connection was refused",
            SocketError.ConnectionReset or SocketError.ConnectionAborted => "the connection broke",
            _ => "no connection could be made",
        },
        HttpRequestException
        {
            HttpRequestError: HttpRequestError.InvalidResponse or HttpRequestError.HttpProtocolError
            or HttpRequestError.ConfigurationLimitExceeded
        } => "the answer is not HTTP as it should be",
        _ => "the connection broke",
    };
}

using System.Globalization;
using System.Net;
using System.Text;

namespace Feedback.Cosmos.Tests.Running;

/// <summary>Stands between the SDK and the server, and answers requests for documents as the service is documented to when something is wrong.</summary>
internal sealed class FailingHandler() : DelegatingHandler(new SocketsHttpHandler())
{
    /// <summary>The answer to a request for documents; <c>null</c> passes it on.</summary>
    public Func<HttpRequestMessage, HttpResponseMessage?> Answer { get; set; } = _ => null;

    /// <summary>Changes the answer to a request about the account.</summary>
    public Func<string, string> Account { get; set; } = text => text;

    /// <summary>How many requests for documents came by.</summary>
    public int Requests { get; private set; }

    /// <summary>The last body that was sent.</summary>
    public string? Sent { get; private set; }

    public static HttpResponseMessage Status(int status, int substatus = 0, int? retryAfterMilliseconds = null)
    {
        var response = new HttpResponseMessage((HttpStatusCode)status)
        {
            Content =
            new StringContent("""{"code":"as the test asked","message":""}""", Encoding.UTF8, "application/json")
        };
        response.Headers.Add("x-ms-substatus", substatus.ToString(CultureInfo.InvariantCulture));
        response.Headers.Add("x-ms-activity-id", Guid.Empty.ToString());
        if (retryAfterMilliseconds is { } wait)
            response.Headers.Add("x-ms-retry-after-ms", wait.ToString(CultureInfo.InvariantCulture));
        return response;
    }

    protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        if (request.RequestUri!.AbsolutePath.Contains("/docs", StringComparison.Ordinal))
        {
            Requests++;
            if (request.Content is not null)
                Sent = await request.Content.ReadAsStringAsync(cancellationToken);
            if (Answer(request) is { } answer)
            {
                answer.RequestMessage = request;
                return answer;
            }
        }

        var response = await base.SendAsync(request, cancellationToken);
        if (request.RequestUri.AbsolutePath == "/")
            response.Content = new StringContent(Account(await response.Content.ReadAsStringAsync(cancellationToken)), Encoding.UTF8, "application/json");
        return response;
    }
}

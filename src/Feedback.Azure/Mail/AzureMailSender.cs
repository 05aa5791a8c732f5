using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using Azure;
using Azure.Core;
using Azure.Core.Pipeline;
using Azure.Identity;
using Feedback.Azure.Pipeline;
using Feedback.Core.Mail;
using Microsoft.Extensions.Logging;

namespace Feedback.Azure.Mail;

/// <summary>
/// Sends mails through Azure Communication Services. A mail is sent when the service has taken it in; what then becomes of it is told by the resource's own log
/// and events.
/// </summary>
/// <remarks>
/// Nothing is tried twice here: that the service sends a mail once whose request comes twice is nowhere promised, so whoever calls decides. The service makes
/// the
/// <c>Message-ID</c>; ours goes along as the id of the operation.
/// </remarks>
public sealed class AzureMailSender : IMailSender
{
    private const string ApiVersion = "2023-03-31";
    private const string Scope = "https://communication.azure.com/.default";

    private readonly AzureMailOptions _options;
    private readonly HttpPipeline _pipeline;
    private readonly Uri _address;
    private readonly TimeProvider _time;
    private readonly ILogger<AzureMailSender> _logger;

    /// <summary>Makes the sender; nothing is sent yet.</summary>
    public AzureMailSender(AzureMailOptions options, TimeProvider time, ILogger<AzureMailSender> logger)
    {
        (_options, _time, _logger) = (options, time, logger);
        _address = new(options.Endpoint.AbsoluteUri.TrimEnd('/') + "/emails:send?api-version=" + ApiVersion);
        _pipeline = AzurePipeline.Of(options.Key is { } key ? new SignWithKey(key, time) : null, options.Credential, Scope, retry: null, options.Timeout);
    }

    /// <inheritdoc/>
    public bool IsIdempotent => false;

    /// <inheritdoc/>
    public TimeSpan LongestAttempt => _options.Timeout;

    /// <inheritdoc/>
    public async Task<MailResult> SendAsync(MailMessage message, CancellationToken cancellationToken = default)
    {
        // An address with a name in it would be read as another than the one that the customer gave.
        if (!MailableAddress.IsOne(message.To))
            return new(MailOutcome.Refused, "the address is not an email address");
        using var timeout = new CancellationTokenSource(LongestAttempt, _time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(timeout.Token, cancellationToken);
        using var http = _pipeline.CreateMessage();
        Fill(http.Request, message);
        var result = await SendAsync(http, either.Token);
        if (result.Outcome == MailOutcome.Unavailable)
            _logger.LogWarning("{Endpoint} does not take mails: {Reason}", _options.Endpoint, result.Reason);
        return result;
    }

    private async Task<MailResult> SendAsync(HttpMessage http, CancellationToken cancellationToken)
    {
        try
        {
            await _pipeline.SendAsync(http, cancellationToken);
            return ResultOf(http.Response);
        }
        catch (AuthenticationFailedException)
        {
            return new(MailOutcome.Unavailable, "no token for the mail service could be obtained");
        }
        catch (Exception exception) when (exception is RequestFailedException or OperationCanceledException or IOException)
        {
            return exception is RequestFailedException
            {
                InnerException: HttpRequestException
                {
                    HttpRequestError: HttpRequestError.ConnectionError
                or HttpRequestError.NameResolutionError or HttpRequestError.SecureConnectionError
                }
            }
                ? new(MailOutcome.Unavailable, "the mail service cannot be reached")
                : new(MailOutcome.Uncertain, "the mail was handed over, and the mail service did not answer");
        }
    }

    private void Fill(Request request, MailMessage message)
    {
        request.Method = RequestMethod.Post;
        request.Uri.Reset(_address);
        request.Headers.Add("Content-Type", "application/json");
        request.Headers.Add("Operation-Id", OperationOf(message.Id).ToString());
        var mail = new EmailMessage(
            _options.Sender, new(message.Subject, message.Text, message.Html), new([new(message.To)]), message.Headers, UserEngagementTrackingDisabled: true);
        request.Content = RequestContent.Create(JsonSerializer.SerializeToUtf8Bytes(mail, MailJson.Default.EmailMessage));
    }

    private static MailResult ResultOf(Response response)
    {
        var code = CodeOf(response);
        var reason = string.Create(CultureInfo.InvariantCulture, $"the mail service answered {response.Status}{(code is null ? "" : " " + code)}");
        return response.Status switch
        {
            202 => MailResult.Sent,
            // The key, the role, the sender's domain, the quota, the service: so it says to everybody.
            401 or 403 or 404 or 429 or 503 => new(MailOutcome.Unavailable, reason),
            >= 400 and < 500 when code?.Contains("Sender", StringComparison.Ordinal) == true || code?.Contains("Domain", StringComparison.Ordinal) == true =>
                new(MailOutcome.Unavailable, reason),
            // Which codes blame the addressee is not documented: a mail that the service never takes is given up in the end. 409 is an operation that was there
            // before.
            >= 400 and < 500 and not (408 or 409) => new(MailOutcome.Later, reason),
            _ => new(MailOutcome.Uncertain, reason),
        };
    }

    /// <summary>The error's code, as far as it is one word: its message may name the addressee.</summary>
    private static string? CodeOf(Response response)
    {
        try
        {
            var code = JsonSerializer.Deserialize(response.Content.ToMemory().Span, MailJson.Default.MailErrorResponse)?.Error?.Code;
            return code is { Length: > 0 and <= 60 } && code.All(char.IsAsciiLetterOrDigit) ? code : null;
        }
        catch (JsonException)
        {
            return null;
        }
    }

    private static Guid OperationOf(string id) => new(SHA256.HashData(Encoding.UTF8.GetBytes(id)).AsSpan(0, 16));
}

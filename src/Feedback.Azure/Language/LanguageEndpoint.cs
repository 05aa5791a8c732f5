using System.Globalization;
using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using Azure;
using Azure.Core;
using Azure.Core.Pipeline;
using Azure.Identity;
using Feedback.Azure.Pipeline;
using Feedback.Core.Language;

namespace Feedback.Azure.Language;

/// <summary>Sends one request to the service, and says what its failures mean to the port.</summary>
internal sealed class LanguageEndpoint
{
    private const string ApiVersion = "2023-04-01";
    private const string Scope = "https://cognitiveservices.azure.com/.default";

    private readonly HttpPipeline _pipeline;
    private readonly Uri _address;
    private readonly TimeProvider _time;

    public LanguageEndpoint(AzureLanguageOptions options, TimeProvider time)
    {
        _time = time;
        _address = new(options.Endpoint.AbsoluteUri.TrimEnd('/') + "/language/:analyze-text?api-version=" + ApiVersion);
        _pipeline = AzurePipeline.Of(
            options.Key is { } key ? new KeyHeader(key) : null, options.Credential, Scope,
                new PatientRetry(options.Retries, options.RetryDelay, options.LongestWait, time), options.Timeout);
    }

    /// <exception cref="LanguageUnavailableException">The service cannot answer now.</exception>
    /// <exception cref="InvalidOperationException">The service refuses this request.</exception>
    public async Task<TaskResults<TDocument>> PostAsync<TDocument>(AnalyseTextTask task, JsonTypeInfo<TaskResult<TDocument>> answer,
        CancellationToken cancellationToken)
        where TDocument : IAnswer
    {
        using var message = _pipeline.CreateMessage();
        message.Request.Method = RequestMethod.Post;
        message.Request.Uri.Reset(_address);
        message.Request.Headers.Add("Content-Type", "application/json");
        message.Request.Headers.Add("Accept", "application/json");
        message.Request.Content = RequestContent.Create(JsonSerializer.SerializeToUtf8Bytes(task, WireJson.Default.AnalyseTextTask));
        await SendAsync(message, cancellationToken);

        var response = message.Response;
        if (response.Status != 200)
            throw Failure(response);
        // What is no answer comes from something that stands between, or from a service that is not well. It says nothing against the texts.
        if (Read(response, answer) is not { } result)
            throw new LanguageUnavailableException("Azure AI Language returned a response that cannot be read.");
        return result.Results;
    }

    private async Task SendAsync(HttpMessage message, CancellationToken cancellationToken)
    {
        try
        {
            await _pipeline.SendAsync(message, cancellationToken);
        }
        catch (Exception exception) when (!cancellationToken.IsCancellationRequested
            && exception is RequestFailedException or AggregateException or OperationCanceledException or IOException)
        {
            var last = AzurePipeline.LastOf(exception);
            throw new LanguageUnavailableException(
                last is OperationCanceledException ? "Azure AI Language did not answer in time." : $"Azure AI Language cannot be reached: {last.Message}",
                    exception);
        }
        catch (AuthenticationFailedException exception)
        {
            throw new LanguageUnavailableException($"No token for Azure AI Language could be obtained: {exception.Message}", exception);
        }
    }

    // A wrong key or a missing role is nobody's feedback's fault: everything waits until it is fixed.
    private Exception Failure(Response response)
    {
        var code = Read(response, WireJson.Default.ErrorResponse)?.Error.Innermost;
        var message = string.Create(CultureInfo.InvariantCulture, $"Azure AI Language answered {response.Status}{(code is null ? "" : " " + code)}.");
        return response.Status switch
        {
            401 or 403 => new LanguageUnavailableException($"{message} The key is wrong, or the identity lacks the role Cognitive Services Language Reader.",
                retryAfter: RetryAfter.Of(response, _time)),
            404 => new LanguageUnavailableException($"{message} The endpoint is not one of Azure AI Language."),
            408 or 429 or < 400 or >= 500 => new LanguageUnavailableException(message, retryAfter: RetryAfter.Of(response, _time)),
            _ => new InvalidOperationException(message),
        };
    }

    private static T? Read<T>(Response response, JsonTypeInfo<T> type)
        where T : class
    {
        try
        {
            return JsonSerializer.Deserialize(response.Content.ToMemory().Span, type);
        }
        catch (JsonException)
        {
            return null;
        }
    }
}

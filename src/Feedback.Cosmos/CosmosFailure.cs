using System.Globalization;
using System.Net;
using Azure.Identity;
using Feedback.Core.Storage;
using Microsoft.Azure.Cosmos;

namespace Feedback.Cosmos;

/// <summary>What Cosmos DB's failures mean to the port. The SDK has tried again by then, where that is safe.</summary>
/// <remarks>https://learn.microsoft.com/azure/cosmos-db/nosql/conceptual-resilient-sdk-applications lists which status may be tried again.</remarks>
internal static class CosmosFailure
{
    private const int WriteForbidden = 3;
    private const int AccountNotFound = 1008;
    private const int ReadSessionNotAvailable = 1002;
    private const int ContainerBeingCreated = 1013;

    /// <summary>Whether a read or a write found that the document is not there, and not that the container or the session is missing.</summary>
    public static bool IsNoDocument(ResponseMessage response) => response.StatusCode == HttpStatusCode.NotFound && SubStatus(response) == 0;

    public static void ThrowUnlessSuccess(ResponseMessage response, string what)
    {
        if (response.IsSuccessStatusCode)
            return;
        try
        {
            response.EnsureSuccessStatusCode();
        }
        catch (CosmosException exception)
        {
            throw Of(exception, what);
        }
    }

    /// <summary>The port's exception for what the SDK threw; <c>null</c> for what is the caller's own or a fault of ours.</summary>
    public static Exception? Of(Exception exception, string what, CancellationToken cancellationToken) => exception switch
    {
        OperationCanceledException when cancellationToken.IsCancellationRequested => null,
        OperationCanceledException or TimeoutException => new StoreUnavailableException($"{what}: Cosmos DB did not answer in time.", exception),
        CosmosException cosmos => Of(cosmos, what),
        HttpRequestException or IOException => new StoreUnavailableException($"{what}: Cosmos DB cannot be reached: {exception.Message}", exception),
        AuthenticationFailedException => new StoreUnavailableException($"{what}: no token for Cosmos DB could be obtained: {exception.Message}", exception),
        _ => null,
    };

    private static Exception Of(CosmosException exception, string what)
    {
        var message = string.Create(CultureInfo.InvariantCulture, $"{what}: Cosmos DB answered {(int)exception.StatusCode}/{exception.SubStatusCode}.");
        return exception.StatusCode switch
        {
            _ when IsPassing(exception) => new StoreUnavailableException(message, exception, exception.RetryAfter),
            HttpStatusCode.NotFound => new InvalidDataException($"{message} The database or the container does not exist.", exception),
            HttpStatusCode.Unauthorized or HttpStatusCode.Forbidden =>
                new UnauthorizedAccessException(
                    $"{message} The key is wrong, or the identity lacks the role Cosmos DB Built-in Data Contributor, or the partition is full.", exception),
            HttpStatusCode.RequestEntityTooLarge => new InvalidDataException($"{message} A document may have at most 2 MB.", exception),
            _ => new InvalidOperationException(message, exception),
        };
    }

    private static bool IsPassing(CosmosException exception) => ((int)exception.StatusCode, exception.SubStatusCode) switch
    {
        (408 or 410 or 429 or 449 or >= 500, _) => true,
        (404, ReadSessionNotAvailable or ContainerBeingCreated) => true,
        (403, WriteForbidden or AccountNotFound) => true,
        _ => false,
    };

    private static int SubStatus(ResponseMessage response) =>
        int.TryParse(response.Headers["x-ms-substatus"], NumberStyles.None, CultureInfo.InvariantCulture, out var code) ? code : 0;
}

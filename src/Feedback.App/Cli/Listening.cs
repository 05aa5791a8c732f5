using System.Net.Sockets;
using System.Security.Cryptography;
using Feedback.Web.Hosting;
using Microsoft.AspNetCore.Connections;

namespace Feedback.App.Cli;

/// <summary>Starts a program that listens. An address or a certificate that cannot be used is a wrong setting, and is said as one.</summary>
internal static class Listening
{
    private const string Certificate = "Kestrel__Certificates__Default__Path";
    private const string Key = "Kestrel__Certificates__Default__KeyPath";

    /// <exception cref="CommandException">It cannot listen as it is set; the message names the setting.</exception>
    public static async Task StartListeningAsync(this FeedbackProgram program, CancellationToken cancellationToken)
    {
        try
        {
            await program.App.StartAsync(cancellationToken);
        }
        catch (Exception exception) when (WhyNot(exception, program.App) is { } reason)
        {
            throw new CommandException(reason);
        }
    }

    private static string? WhyNot(Exception exception, WebApplication app)
    {
        // What the program's own parts could not start for is theirs to say.
        if (exception.StackTrace?.Contains("Microsoft.AspNetCore.Server.Kestrel", StringComparison.Ordinal) != true)
            return null;
        var line = exception.Message.Split('\n')[0].Trim().TrimEnd('.');
        return exception switch
        {
            IOException { InnerException: AddressInUseException } or SocketException or { InnerException: SocketException } =>
                $"{line}. Stop what listens there, or listen elsewhere: set ASPNETCORE_URLS or --urls (now {string.Join(", ", app.Urls)}).",
            InvalidOperationException when app.Configuration["Kestrel:Certificates:Default:Path"] is null =>
                $"https needs a certificate: set {Certificate}, and {Key} where its key is a file of its own.",
            InvalidOperationException or NotSupportedException or ArgumentException or CryptographicException or IOException or UnauthorizedAccessException =>
                $"The certificate of https cannot be used: {line}. It is set by {Certificate}, and its key by {Key} where that is a file of its own.",
            _ => null,
        };
    }
}

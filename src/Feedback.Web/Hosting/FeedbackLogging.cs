namespace Feedback.Web.Hosting;

/// <summary>Structured logs to the console, one line each. They hold ids and figures, never what a customer wrote, an address or a key.</summary>
internal static class FeedbackLogging
{
    public static void AddFeedbackLogging(this ILoggingBuilder logging, IConfiguration configuration)
    {
        logging.AddConfiguration(configuration.GetSection("Logging"));
        logging.AddSimpleConsole(console =>
        {
            console.SingleLine = true;
            console.TimestampFormat = "HH:mm:ss ";
            console.UseUtcTimestamp = true;
        });
        logging.SetMinimumLevel(LogLevel.Information);
        logging.AddFilter("Microsoft", LogLevel.Warning);
        // It writes nothing above that, and while anything of it is on, each request gets an activity and a scope; where traces are exported it gets its
        // activity for them.
        logging.AddFilter("Microsoft.AspNetCore.Hosting.Diagnostics", LogLevel.None);
        // A start that fails is told to whoever started it, in words, and not as a trace beside them. What breaks a running program off is above this.
        logging.AddFilter("Microsoft.Extensions.Hosting.Internal.Host", LogLevel.Critical);
        // Whoever comes without a key is asked for one; that is no news either.
        logging.AddFilter("Feedback.Web.Access.KeyAuthenticationHandler", LogLevel.Warning);
        // A form that did not come from our own pages is counted with what else is refused. A token that cannot be read, forged or of keys that are gone, is an
        // error there, with its trace: anybody could fill the log with those.
        logging.AddFilter("Microsoft.AspNetCore.Antiforgery", LogLevel.None);
        // The cookie keys lie in the data directory beside the data that they guard; that they are not encrypted there again is no news.
        logging.AddFilter("Microsoft.AspNetCore.DataProtection", LogLevel.Error);
    }
}

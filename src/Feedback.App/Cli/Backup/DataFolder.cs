using Feedback.Web.Hosting;

namespace Feedback.App.Cli.Backup;

/// <summary>The data folder that the configuration names.</summary>
internal static class DataFolder
{
    /// <exception cref="CommandException">The data is not in a folder.</exception>
    /// <exception cref="OptionsException">The configuration is wrong.</exception>
    public static string Of(string[] configuration)
    {
        var options = HostConfiguration.Options(configuration);
        return options.Cosmos is null ? options.Data
            : throw new CommandException("The data is in Cosmos DB, which takes backups by itself: see docs/backup.md.");
    }
}

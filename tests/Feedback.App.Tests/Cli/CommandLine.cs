using System.CommandLine;
using Feedback.App.Cli;
using Feedback.Core.Records;
using Feedback.Sqlite;

namespace Feedback.App.Tests.Cli;

/// <summary>Runs commands in this process on a data directory of its own.</summary>
internal sealed class CommandLine : IDisposable
{
    public string Data { get; } = Path.Combine(Path.GetTempPath(), "feedback-tests", Guid.NewGuid().ToString("N"));

    public async Task<CommandResult> RunAsync(params string[] args)
    {
        await using var output = new StringWriter();
        await using var error = new StringWriter();
        var code = await FeedbackCommand.RunAsync([.. args, $"--Feedback:Data={Data}"], new InvocationConfiguration { Output = output, Error = error });
        return new(code, output.ToString(), error.ToString());
    }

    /// <summary>Writes a file into a folder beside the data.</summary>
    public string Write(string name, params string[] lines)
    {
        var path = Path.Combine(Directory.CreateDirectory(Data + "-files").FullName, name);
        File.WriteAllText(path, string.Join('\n', lines) + "\n");
        return path;
    }

    /// <summary>Imports a file as the web shop.</summary>
    public Task<CommandResult> ImportAsync(string file, params string[] options) =>
        RunAsync(["import", file, "--source", "web-shop", "--touchpoint", "web", .. options]);

    /// <summary>The one file of rejected rows with such a name.</summary>
    public async Task<string> RejectedAsync(string pattern) =>
        await File.ReadAllTextAsync(Directory.GetFiles(Path.Combine(Data, "import-rejected"), pattern).Single());

    /// <summary>All records.</summary>
    public async Task<IReadOnlyList<FeedbackRecord>> RecordsAsync()
    {
        await using var store = OpenStore();
        var records = new List<FeedbackRecord>();
        await foreach (var page in store.AllFeedbackAsync())
            records.AddRange(page.Select(stored => stored.Record));
        return records;
    }

    /// <summary>The store, for reading.</summary>
    public SqliteDocumentStore OpenStore() =>
        SqliteDocumentStore.Open(new() { Path = Path.Combine(Data, "feedback.db"), ReadOnly = true }, TimeProvider.System);

    public void Dispose()
    {
        foreach (var folder in new[] { Data, Data + "-files" })
        {
            if (Directory.Exists(folder))
                Directory.Delete(folder, recursive: true);
        }
    }
}

internal sealed record CommandResult(int ExitCode, string Output, string Error);

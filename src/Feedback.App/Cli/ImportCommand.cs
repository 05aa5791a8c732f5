using System.CommandLine;
using System.Globalization;
using System.Net.Http.Headers;
using Feedback.App.Cli.Import;
using Feedback.App.Cli.Posting;
using Feedback.Core.Access;
using Feedback.Core.Pipeline;
using Feedback.Core.Records;
using Feedback.Core.Storage;
using Feedback.Web.Hosting;
using Spectre.Console;

namespace Feedback.App.Cli;

/// <summary>Imports a file: into the data directory, or through a running server.</summary>
internal static class ImportCommand
{
    public static Command Create()
    {
        var file = new Argument<FileInfo>("FILE") { Description = "A CSV, TSV or NDJSON file." };
        var source = new Option<string>("--source") { Description = "The source that the feedback comes from; created if it does not exist.", Required = true };
        var touchpoint = new Option<string?>("--touchpoint")
        {
            Description = "The touchpoint of rows that do not name one."
        };
        touchpoint.AcceptOnlyFromAmong([.. Touchpoint.All]);
        var map = new Option<string[]>("--map")
        {
            Description =
            "FIELD=COLUMN, repeated as needed, such as --map text=\"Review Text\" --map ratings.csat=Rating.",
            DefaultValueFactory = _ => []
        };
        var format = new Option<string?>("--format") { Description = "csv, tsv or ndjson, if the file's extension does not tell." };
        format.AcceptOnlyFromAmong("csv", "tsv", "ndjson");
        var restart = new Option<bool>("--restart") { Description = "Start again at the first row. Rows that were imported before are not added again." };
        var separator = new Option<string?>("--separator")
        {
            Description = "What stands between the fields of a CSV file, such as \";\" or tab. Default: found from the header line, or from a first line sep=;."
        };
        var skipRows = new Option<int?>("--skip-rows")
        {
            Description = "How many rows below the header are no feedback, as in exports with several header rows. Default: those of a known export."
        };
        var encoding = new Option<string?>("--encoding")
        {
            Description = "The file's encoding, such as windows-1252 or utf-16. Default: utf-8, or what its byte order mark says."
        };
        var culture = new Option<string?>("--culture")
        {
            Description = "How the file writes dates and decimals, such as de-DE (26.11.2026 and 5,0), en-GB (26/11/2026) or en-US (11/26/2026)."
        };
        var dryRun = new Option<bool>("--dry-run")
        {
            Description = "Show the mapping, the first rows as they would be read and how many would be rejected, and import nothing."
        };
        var server = new Option<string?>("--server") { Description = "Post to a running server instead of the data folder; requires --key." };
        var key = new Option<string?>("--key") { Description = "The source's key at that server." };
        var command = new Command("import", "Import feedback from a CSV, TSV or NDJSON file.")
        {
            file, source, touchpoint, map, dryRun, format, separator, skipRows, encoding, culture, restart, server, key
        };
        command.SetAction((result, cancellationToken) => CommandRun.RunAsync(result, (_, configuration, output, token) => RunAsync(
            new(result.GetRequiredValue(file).FullName, result.GetRequiredValue(source), result.GetValue(touchpoint),
                ColumnMap.Parse(result.GetRequiredValue(map)),
                result.GetValue(format), result.GetValue(restart), result.GetValue(server), result.GetValue(key))
            {
                Separator = CsvSeparator.Parse(result.GetValue(separator)),
                SkipRows = result.GetValue(skipRows),
                Encoding = TextEncoding.Parse(result.GetValue(encoding)),
                Culture = ImportCulture.Parse(result.GetValue(culture)),
                DryRun = result.GetValue(dryRun),
            },
            configuration, output, token), cancellationToken));
        return command;
    }

    private static async Task<int> RunAsync(ImportOptions options, string[] configuration, TextWriter output, CancellationToken cancellationToken)
    {
        var console = Terminal.On(output);
        options.Check();
        if (options.DryRun)
            return await PreviewAsync(options, configuration, console, cancellationToken);
        if (options.Server is { } address)
        {
            using var http = new HttpClient
            {
                BaseAddress = address,
                DefaultRequestHeaders = { Authorization = new AuthenticationHeaderValue("Bearer", options.Key) }
            };
            return await ImportAsync(options, HostConfiguration.Options(configuration).Data, http, console, cancellationToken);
        }

        await using var program = await StartAsync(configuration, console, cancellationToken);
        if (options.LeavesTouchpointToSource)
            Require(await program.App.Services.GetRequiredService<SourceRegistry>().FindAsync(options.Source, cancellationToken) is not null, options);

        int code;
        await using (var client = await program.PostAsAsync(new(options.Source, options.Touchpoint, null), cancellationToken))
            code = await ImportAsync(options, program.Options.Data, client.Http, console, cancellationToken);
        await console.Status().StartAsync("Analysing and counting …", _ =>
            program.App.Services.GetRequiredService<PipelineProgress>().DrainAsync(cancellationToken));
        console.Line("Everything is analysed and counted.");
        return code;
    }

    /// <exception cref="CommandException">There is no such source, and nothing says what its touchpoint is.</exception>
    private static void Require(bool isSourceKnown, ImportOptions options)
    {
        if (!isSourceKnown)
            throw new CommandException($"The source {options.Source} is new: give its touchpoint with --touchpoint ({string.Join(", ", Touchpoint.All)}).");
    }

    private static async Task<FeedbackProgram> StartAsync(string[] configuration, IAnsiConsole console, CancellationToken cancellationToken)
    {
        try
        {
            return await OwnProgram.StartPrivateAsync(configuration, cancellationToken);
        }
        catch (IOException exception)
        {
            throw new CommandException($"{exception.Message}{Environment.NewLine}If a server is using it, import through the server: --server URL --key KEY.");
        }
    }

    private static async Task<int> ImportAsync(ImportOptions options, string data, HttpClient http, IAnsiConsole console, CancellationToken cancellationToken)
    {
        var text = await ImportText.ReadAsync(options.File, options.Encoding, cancellationToken);
        var stateKey = ImportState.KeyOf(text, $"{options.Server} {options.Source}");
        var statePath = Path.Combine(Directory.CreateDirectory(Path.Combine(data, "imports")).FullName, stateKey + ".json");
        var before = options.Restart ? ImportState.At(options.File, options.Reading)
            : await ImportState.ReadAsync(statePath, options.File, options.Reading, cancellationToken);

        await using var stream = text.Open(out var position);
        var consent = new ConsentWords();
        using var file = await OpenAsync(options, text, stream, consent, cancellationToken);
        var path = Path.Combine(data, RejectedFiles.Folder,
            RejectedFiles.NameOf($"{Path.GetFileNameWithoutExtension(options.File)}-{stateKey[..8]}", text.Encoding, file.Rejected.Extension));
        if (before.IsComplete)
        {
            console.Line($"{options.File} was imported completely already, and nothing was posted now: --restart starts again at the first row.");
            return Report(before, path, [], console);
        }

        foreach (var note in file.Notes)
            console.Line(note);
        if (before.Rows > 0)
            console.Line(Invariant($"Resuming after row {before.Rows:#,0}, where the last import of this file stopped (--restart starts again)."));

        using var rejected = new RejectedRows(path, file.Rejected, text.Encoding);
        var run = new ImportRun(file, options.Source, new(http, TimeProvider.System), rejected, statePath);
        var after = await ProgressLine.RunAsync(console, "Importing", position.Length, TimeProvider.System,
            progress => run.RunAsync(before, state => progress(position.Position, state.Rows - before.Rows), cancellationToken));
        foreach (var warning in consent.Warnings())
            console.Line(warning);
        return Report(after, path, before.Rejected == 0 ? run.Reasons.Lines()
            : [.. run.Reasons.Lines(), Invariant($"  {before.Rejected:#,0} × rejected before this import was resumed")], console);
    }

    /// <summary>Says what became of a file's rows, and where those are that were rejected; once they are repaired or erased there may be no file.</summary>
    private static int Report(ImportState state, string rejected, IEnumerable<string> reasons, IAnsiConsole console)
    {
        var count = state.Accepted + state.Duplicates + state.Rejected;
        var rows = count == 1 ? "row" : "rows";
        console.Line(Invariant(
            $"{count:#,0} {rows}: {state.Accepted:#,0} accepted, {state.Duplicates:#,0} already stored, {state.Rejected:#,0} rejected."));
        foreach (var reason in reasons)
            console.Line(reason);
        if (state.Rejected > 0 && File.Exists(rejected))
            console.Line($"Rejected rows, each with the reason: {rejected}");
        return state.Rejected == 0 ? ExitCode.Done : ExitCode.NotAll;
    }

    private static async Task<int> PreviewAsync(ImportOptions options, string[] configuration, IAnsiConsole console, CancellationToken cancellationToken)
    {
        if (options.LeavesTouchpointToSource && options.GivenServer is null)
            Require(await IsKnownAsync(options.Source, HostConfiguration.Options(configuration), cancellationToken), options);
        var text = await ImportText.ReadAsync(options.File, options.Encoding, cancellationToken);
        await using var stream = text.Open(out _);
        var consent = new ConsentWords();
        using var file = await OpenAsync(options, text, stream, consent, cancellationToken);
        foreach (var note in file.Notes)
            console.Line(note);
        return await new ImportPreview(file, new(TimeProvider.System), console).ShowAsync(options.File, consent, cancellationToken)
            ? ExitCode.Done : ExitCode.NotAll;
    }

    /// <summary>Whether there is such a source. A dry run makes no data folder, and none holds no source.</summary>
    private static async Task<bool> IsKnownAsync(string source, FeedbackOptions options, CancellationToken cancellationToken)
    {
        if (options.Cosmos is null && !File.Exists(options.DatabasePath))
            return false;
        await using var store = await OpenStore.OpenAsync(options, readOnly: true);
        return await store.Documents.GetAsync(Containers.Settings, new(DocumentKinds.Source, source), cancellationToken) is not null;
    }

    private static async Task<IImportFile> OpenAsync(ImportOptions options, ImportText text, Stream stream, ConsentWords consent,
        CancellationToken cancellationToken)
    {
        return options.Format == "ndjson" ? new NdjsonFile(stream, options.Map, JsonIn(zone: null))
            : await CsvFile.OpenAsync(text, stream, options, JsonIn, cancellationToken);

        FeedbackJson JsonIn(TimeZoneInfo? zone) => new(new(options.Source, options.Touchpoint, text.Hash),
            new(options.Culture, zone ?? TimeZoneInfo.Utc, TimeProvider.System.GetUtcNow()), options.Culture, consent);
    }

    private static string Invariant(FormattableString text) => text.ToString(CultureInfo.InvariantCulture);
}

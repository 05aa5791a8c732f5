using System.Text.Json;
using Feedback.App.Cli.Posting;
using Feedback.Web.Api;

namespace Feedback.App.Cli.Import;

/// <summary>Posts the rows of a file in batches, goes on where an earlier run stopped, and keeps what is rejected.</summary>
internal sealed class ImportRun(IImportFile file, string source, BatchPoster poster, RejectedRows rejected, string statePath)
{
    private readonly List<ImportRow> _batch = [];
    private int _bytes;
    private bool _isKeyTried;

    /// <summary>Why rows were rejected in this run.</summary>
    public RefusedReasons Reasons { get; } = new();

    /// <param name="state">How far an earlier run came.</param>
    /// <param name="progress">Called after each batch with the state then.</param>
    /// <param name="cancellationToken">Stops between two batches.</param>
    public async Task<ImportState> RunAsync(ImportState state, Action<ImportState> progress, CancellationToken cancellationToken)
    {
        rejected.CutTo(state.RejectedBytes);
        await foreach (var row in file.ReadAsync(cancellationToken))
        {
            if (row.Number <= state.Rows)
                continue;
            var size = (row.Json?.Length ?? 0) + 1;
            if (_batch.Count == MostRows || (_bytes + size > BatchPoster.Bytes && _batch.Count > 0))
                progress(state = await PostAsync(state, cancellationToken));
            _batch.Add(size <= BatchPoster.Bytes ? row : row with { Json = null, Fault = $"has more than {BatchPoster.Bytes} bytes" });
            _bytes += _batch[^1].Json is null ? 0 : size;
        }

        if (_batch.Count > 0)
            progress(state = await PostAsync(state, cancellationToken));
        state = state with { IsComplete = true };
        await state.WriteAsync(statePath);
        return state;
    }

    /// <summary>The first row goes alone: where the key is another source's, that one row stands among its errors, and not five hundred.</summary>
    private int MostRows => _isKeyTried ? BatchPoster.Rows : 1;

    private async Task<ImportState> PostAsync(ImportState state, CancellationToken cancellationToken)
    {
        var posted = _batch.Where(row => row.Json is not null).ToList();
        var problems = _batch.Where(row => row.Json is null).Select(row => (Row: row, Reason: row.Fault!)).ToList();
        if (posted.Count > 0)
        {
            var answer = await poster.PostAsync([.. posted.Select(row => (ReadOnlyMemory<byte>)row.Json!)], cancellationToken);
            if (answer.Results.FirstOrDefault(result => IsOfAnotherKey(result, posted)) is { Problem: { } foreign })
                throw new CommandException($"This is not a key of {source}, and nothing was imported under it: {Refusal.Of(foreign)}.");
            _isKeyTried = true;
            problems.AddRange(answer.Results.Where(result => result.Problem is not null).Select(result => (posted[result.Index], Refusal.Of(result.Problem!))));
            state = state with { Accepted = state.Accepted + answer.Accepted, Duplicates = state.Duplicates + answer.Duplicates };
        }

        foreach (var (row, reason) in problems.OrderBy(problem => problem.Row.Number))
        {
            rejected.Add(row, reason);
            Reasons.Note(reason);
        }

        state = state with
        {
            Rows = _batch[^1].Number,
            Rejected = state.Rejected + problems.Count,
            RejectedBytes = problems.Count > 0 ? rejected.Flush() : state.RejectedBytes,
        };
        await state.WriteAsync(statePath);
        _batch.Clear();
        _bytes = 0;
        return state;
    }

    /// <summary>Whether a row was refused for the key's sake. One that names a source of its own is a fault of the row.</summary>
    private bool IsOfAnotherKey(BatchResult result, List<ImportRow> posted)
    {
        if (result.Problem?.Type != Problems.ForeignSourceType)
            return false;
        using var row = JsonDocument.Parse(posted[result.Index].Json);
        return row.RootElement.GetProperty("source").ValueEquals(source);
    }
}

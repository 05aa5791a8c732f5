using System.Globalization;
using Feedback.App.Cli.Posting;
using Feedback.Core.Access;
using Feedback.Core.Pipeline;
using Feedback.Web.Hosting;

namespace Feedback.App.Cli.Demo;

/// <summary>The other sample: complaints of a bank's customers, as they were filed, on a journey of their own.</summary>
internal static class ComplaintsDemo
{
    public const string Journey = "complaints";

    /// <summary>All of them were filed on the Bureau's web form: that is the one touchpoint at which they are heard.</summary>
    public static readonly Source Form = new("complaint-form", "web", null);

    /// <summary>Over how long they are spread, up to now.</summary>
    private static readonly TimeSpan Length = TimeSpan.FromDays(56);

    /// <summary>
    /// Dated complaints keep the order in which they were made, so what people complained of more at a later time rises here too; those without a date are
    /// spread evenly among them.
    /// </summary>
    /// <param name="now">The end of the weeks over which they are spread.</param>
    public static async Task<IReadOnlyList<SampleItem>> ReadAsync(DateTimeOffset now)
    {
        var time = new BusinessTime(now - Length, now);
        var rows = await SampleFile.ReadAsync("complaints.csv");
        // Complaint IDs rise with the date.
        var dated = rows.Where(row => row["Date received"].Length > 0)
            .OrderBy(row => row["Date received"], StringComparer.Ordinal).ThenBy(row => row["Complaint ID"].Length)
                .ThenBy(row => row["Complaint ID"], StringComparer.Ordinal)
            .ThenBy(row => row.Share).ToList();
        // The file has its own order, by the copies that it came from: spread in that order it would look like a drift.
        var undated = rows.Where(row => row["Date received"].Length == 0).OrderBy(row => row.Share).ToList();
        return [.. Spread(dated).Concat(Spread(undated)).OrderBy(item => item.OccurredAt)];

        IEnumerable<SampleItem> Spread(List<SampleRow> ordered) =>
            ordered.Index().Select(entry => Complaint(entry.Item, time.At((entry.Index + 0.5) / ordered.Count)));
    }

    /// <summary>Posts them.</summary>
    public static async Task<(long Accepted, long Duplicates)> PostAsync(
        FeedbackProgram program, IReadOnlyList<SampleItem> items, Action<double, long> progress, CancellationToken cancellationToken)
    {
        long accepted = 0, duplicates = 0, done = 0;
        await using (var client = await program.PostAsAsync(Form, cancellationToken))
        {
            var poster = new BatchPoster(client.Http, TimeProvider.System);
            foreach (var batch in items.Chunk(BatchPoster.Rows))
            {
                var answer = await poster.PostSamplesAsync([.. batch.Select(item => item.Json)], cancellationToken);
                accepted += answer.Accepted;
                duplicates += answer.Duplicates;
                progress(done += batch.Length, done);
            }
        }

        await program.App.Services.GetRequiredService<PipelineProgress>().DrainAsync(cancellationToken);
        await program.App.Services.GetRequiredService<UpdateTickets>().RunAsync(cancellationToken);
        return (accepted, duplicates);
    }

    /// <summary>What was posted, in words.</summary>
    public static string Words(long accepted, long duplicates) =>
        string.Create(CultureInfo.InvariantCulture, $"{accepted:#,0} complaints accepted, {duplicates:#,0} already stored.");

    private static SampleItem Complaint(SampleRow row, DateTimeOffset occurredAt) => SampleItem.Of(
        // Who wrote it is not in the data. Each row counts as a customer of its own.
        Form, row.Name, occurredAt, row["Consumer complaint narrative"], new() { ["id"] = row.Name }, ratings: null,
        [("dataset", "cfpb-complaints"), ("company", row["Company"]), ("product", row["Product"]), ("issue", row["Issue"]),
            ("received", row["Date received"])]);
}

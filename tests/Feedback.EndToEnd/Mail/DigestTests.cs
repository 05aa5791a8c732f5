using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using Feedback.Core.Digests;
using Feedback.Core.Storage;
using Feedback.EndToEnd.Running;
using Feedback.Sqlite;

namespace Feedback.EndToEnd.Mail;

/// <summary>The weekly digest through a real mail server: read back, unsubscribed from, and sent once whatever dies.</summary>
public sealed class DigestTests : IAsyncLifetime
{
    private readonly string _data = FeedbackProcess.FreshData();

    public Task InitializeAsync() => Task.CompletedTask;

    public Task DisposeAsync()
    {
        Directory.Delete(_data, recursive: true);
        return Task.CompletedTask;
    }

    [Fact]
    public async Task A_mail_program_can_read_it_and_one_click_ends_it()
    {
        await AddAsync("anna@example.com", "nobody@example.com");
        await using var receiver = await SmtpReceiver.StartAsync();
        await using var program = await ServeAsync(receiver);

        await receiver.WaitForAsync(1);

        var mail = receiver.Mails.Single();
        var id = DigestRecipient.FormerIdOf("anna@example.com");
        var week = DigestSchedule.Usual.LastDue(TimeProvider.System.GetUtcNow());
        Assert.Equal($"Week {week.Number}: no feedback", mail.GetProperty("subject").GetString());
        Assert.Equal($"<digest-{week}-{id}@shop.example>", mail.GetProperty("messageId").GetString());
        Assert.Equal(($"<digests-{id}@shop.example>", "List-Unsubscribe=One-Click"), (Header(mail, "references"), Header(mail, "list-unsubscribe-post")));
        Assert.StartsWith("multipart/alternative", Header(mail, "content-type"), StringComparison.Ordinal);
        Assert.Contains("No feedback this week.", mail.GetProperty("text").GetString(), StringComparison.Ordinal);
        Assert.Contains("No feedback this week.", mail.GetProperty("html").GetString(), StringComparison.Ordinal);
        Assert.Contains("https://voices.shop.example/", mail.GetProperty("html").GetString(), StringComparison.Ordinal);
        Assert.DoesNotContain("@example.com", program.Output, StringComparison.Ordinal);

        var link = new Uri(Header(mail, "list-unsubscribe").Trim('<', '>'));
        Assert.Contains(link.AbsoluteUri, mail.GetProperty("text").GetString(), StringComparison.Ordinal);
        using var anyone = new HttpClient { BaseAddress = program.Address };
        Assert.Equal(HttpStatusCode.OK, (await anyone.GetAsync(new Uri(link.PathAndQuery, UriKind.Relative))).StatusCode);
        Assert.DoesNotContain(await StatesAsync(program, week), state => state.Action == "unsubscribed");
        using var click = new FormUrlEncodedContent([KeyValuePair.Create("List-Unsubscribe", "One-Click")]);
        using var clicked = await anyone.PostAsync(new Uri(link.PathAndQuery, UriKind.Relative), click);
        Assert.Equal(HttpStatusCode.OK, clicked.StatusCode);

        Assert.Equal([("unsubscribed", "sent"), ("send", "refused")], (await SettledAsync(program, week, 2)).Order().Reverse());
    }

    [Fact]
    public async Task Killed_in_the_middle_of_five_hundred_the_program_sends_none_twice_and_forgets_nobody()
    {
        await AddAsync([.. Enumerable.Range(0, 500).Select(number => $"manager-{number}@example.com")]);
        await using var receiver = await SmtpReceiver.StartAsync();
        var week = DigestSchedule.Usual.LastDue(TimeProvider.System.GetUtcNow());
        foreach (var killedAt in new[] { 120, 330 })
        {
            await using var killed = await ServeAsync(receiver);
            await receiver.WaitForAsync(killedAt);
            await killed.KillAsync();
        }

        await using var program = await ServeAsync(receiver);
        var states = await SettledAsync(program, week, 500);
        await receiver.StopAsync();

        Assert.Equal(receiver.Mails.Count, receiver.Addressees.Distinct().Count());
        // Whoever has no mail is one over whom the program was killed, and is reported.
        var (sent, uncertain) = (states.Count(state => state.State == "sent"), states.Count(state => state.State == "uncertain"));
        Assert.Equal(500, sent + uncertain);
        Assert.InRange(uncertain, 0, 2);
        Assert.InRange(receiver.Mails.Count, sent, 500);
    }

    private static string Header(JsonElement mail, string name) => mail.GetProperty("headers").GetProperty(name).GetString()!;

    private Task<FeedbackProcess> ServeAsync(SmtpReceiver receiver) => FeedbackProcess.StartAsync(_data,
        "serve", "--Feedback:Mail=smtp", "--Feedback:MailFrom=Läden GmbH <voices@shop.example>", "--Feedback:PublicUrl=https://voices.shop.example",
            "--Feedback:MailPerMinute=60000",
        "--Feedback:SmtpHost=127.0.0.1", $"--Feedback:SmtpPort={receiver.Port}", "--Feedback:SmtpTls=none", "--Feedback:SmtpTimeoutSeconds=3");

    /// <summary>Puts people on the list a month ago, so that the last week is due for them.</summary>
    private async Task AddAsync(params IReadOnlyList<string> emails)
    {
        Directory.CreateDirectory(_data);
        await using var store = SqliteDocumentStore.Open(new() { Path = Path.Combine(_data, "feedback.db") }, TimeProvider.System);
        foreach (var email in emails)
        {
            var recipient = new DigestRecipient
            {
                Email = email,
                Audience = DigestRecipient.Everyone,
                Journey = "retail",
                AddedAt = TimeProvider.System.GetUtcNow().AddDays(-30)
            };
            await store.UpsertAsync(Containers.Settings, Json.Write(new(DocumentKinds.DigestRecipient, recipient.Id), recipient,
                DigestsJson.Default.DigestRecipient));
        }
    }

    private static async Task<List<(string Action, string? State)>> SettledAsync(FeedbackProcess program, IsoWeek week, int count)
    {
        using var patience = new CancellationTokenSource(TimeSpan.FromMinutes(2));
        while (true)
        {
            var states = await StatesAsync(program, week);
            if (states.Count == count && states.TrueForAll(state => state.State is "sent" or "refused" or "uncertain"))
                return states;
            await Task.Delay(100, patience.Token);
        }
    }

    private static async Task<List<(string Action, string? State)>> StatesAsync(FeedbackProcess program, IsoWeek week)
    {
        using var response = await program.Manager.PostAsync(new Uri($"/v1/digests/{week}/send?dryRun=true", UriKind.Relative), null);
        var answer = await response.Content.ReadFromJsonAsync<JsonElement>();
        return [.. answer.GetProperty("items").EnumerateArray()
            .Select(item => (item.GetProperty("action").GetString()!, item.GetProperty("state").GetString()))];
    }
}

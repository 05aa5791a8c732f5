using System.Globalization;
using System.Net.Http.Json;
using System.Text.Json;
using System.Text.RegularExpressions;
using Feedback.Core.Customers;
using Feedback.Core.Records;
using Feedback.Core.Storage;
using Feedback.Core.Tickets;
using Feedback.EndToEnd.Running;

namespace Feedback.EndToEnd.Cli;

public sealed partial class DemoTests(PlayedDemo demo) : IClassFixture<PlayedDemo>
{
    private static readonly string[] Deeds = ["transitions", "comments", "owner", "due"];

    [Fact]
    public void The_demo_tells_what_happened_and_where_to_look_and_shows_the_key_last()
    {
        var accepted = int.Parse(Accepted().Match(demo.Output).Groups[1].Value, NumberStyles.AllowThousands, CultureInfo.InvariantCulture);
        Assert.InRange(accepted, 6_000, 9_000);
        Assert.Contains("I need help", demo.Output, StringComparison.Ordinal);
        Assert.All(demo.Tickets, ticket => Assert.Contains($"/tickets/{ticket.Id}", demo.Output, StringComparison.Ordinal));
        Assert.EndsWith("A start without it makes a new one.", demo.Output.TrimEnd(), StringComparison.Ordinal);
        Assert.DoesNotContain('\u001b', demo.Output);
    }

    [Fact]
    public void A_ticket_is_in_every_state()
    {
        Assert.Equal(Enum.GetValues<TicketState>().Order(), demo.Tickets.Select(ticket => ticket.State).Distinct().Order());
    }

    [Fact]
    public void A_rise_crosses_departments_and_shows_the_chain_of_single_customers()
    {
        var late = Assert.Single(demo.Tickets, ticket => ticket.Theme == "delivery-time");

        Assert.Equal("logistics", late.OwnedBy);
        Assert.True(late.CrossSilo);
        Assert.Contains("service", late.HeardBy.Select(silo => silo.Silo));
        Assert.Contains(late.Chains, chain => chain.Customers >= 3 && chain.Steps.Select(step => step.HeardBy).Distinct().Count() > 1);
    }

    [Theory]
    [InlineData("delivery-time", TicketState.Verified)]
    [InlineData("refund", TicketState.Ineffective)]
    [InlineData("delivery-options", TicketState.Closed)]
    public void Whether_a_change_helped_is_measured(string theme, TicketState state)
    {
        var ticket = Assert.Single(demo.Tickets, ticket => ticket.Theme == theme);

        Assert.Equal(state, ticket.State);
        Assert.NotNull(ticket.Outcome);
        var verdict = Assert.Single(ticket.History, entry => entry.To is TicketState.Verified or TicketState.Ineffective);
        Assert.Equal((TicketEntry.System, ticket.Outcome.Words), (verdict.By, verdict.Text));
    }

    [Fact]
    public void Something_rises_in_the_last_days()
    {
        var rising = Assert.Single(demo.Tickets, ticket => ticket.Theme == "invoice-error");

        Assert.Equal(TicketState.Open, rising.State);
        var now = TimeProvider.System.GetUtcNow();
        Assert.InRange(rising.RaisedAt, now.AddDays(-7), now);
    }

    [Fact]
    public void The_demo_writes_feedback_and_what_people_do_and_nothing_else()
    {
        var ticket = $"^/v1/tickets/[^/]+/({string.Join('|', Deeds)})$";
        (string Method, string Path)[] allowed =
        [
            ("GET", "^/v1/"), ("POST", "^/v1/feedback/batch$"), ("POST", "^/v1/keys$"), ("DELETE", "^/v1/keys/[^/]+$"), ("POST", "^/v1/digests/recipients$"),
            ("POST", "^/v1/feedback/[^/]+/corrections$"), ("POST", ticket), ("PUT", ticket),
        ];
        Assert.NotEmpty(demo.Calls);
        Assert.All(demo.Calls, call => Assert.Contains(allowed, known => known.Method == call.Method && Regex.IsMatch(call.Path, known.Path)));
    }

    [Fact]
    public void What_stands_in_the_tickets_by_people_they_did_by_a_call_of_their_own()
    {
        var byPeople = demo.Tickets.SelectMany(ticket => ticket.History.Where(entry => entry.By != TicketEntry.System).Select(_ => ticket.Id)).Order();
        var calls = demo.Calls.Where(call => call.Method != "GET" && call.Path.StartsWith("/v1/tickets/", StringComparison.Ordinal))
            .Select(call => call.Path.Split('/')[3]).Order();

        Assert.Equal(calls, byPeople);
    }

    [Fact]
    public async Task All_feedback_was_posted_by_a_source()
    {
        await using var store = demo.OpenStore();
        var sources = new HashSet<string>();
        var stored = 0;
        await foreach (var page in store.AllFeedbackAsync())
        {
            stored += page.Count;
            sources.UnionWith(page.Select(feedback => feedback.Record.Source));
        }

        Assert.Equal(stored, int.Parse(Accepted().Match(demo.Output).Groups[1].Value, NumberStyles.AllowThousands, CultureInfo.InvariantCulture));
        Assert.Equal(["delivery-survey", "invoice-mailbox", "service-desk", "store-tills", "web-checkout", "web-reviews"], sources.Order());
    }

    [Fact]
    public async Task Customers_who_may_be_written_to_were_told_by_mail_and_nobody_else()
    {
        await using var store = demo.OpenStore();
        var profiles = new List<CustomerProfile>();
        var told = new HashSet<string>();
        await foreach (var page in store.AllChangesAsync(Containers.Customers))
        {
            foreach (var document in page.Where(document => document.Key.Id.StartsWith("notice|", StringComparison.Ordinal)))
                told.Add(document.Key.Partition);
        }

        foreach (var customer in told)
            profiles.Add(Json.Read((await store.GetAsync(Containers.Customers, new(customer, "profile")))!, CustomersJson.Default.CustomerProfile));
        Assert.InRange(told.Count, 20, 400);
        Assert.All(profiles, profile => Assert.Equal(Contact.Yes, ContactRule.Of(profile)));
        Assert.True(Directory.EnumerateFiles(Path.Combine(demo.Data, "mail"), "*.eml").Count() > told.Count);
    }

    [Fact]
    public async Task Somebody_corrected_opinions_and_last_weeks_digest_was_sent()
    {
        Assert.Contains(demo.Calls, call => call.Path.EndsWith("/corrections", StringComparison.Ordinal));
        await using var program = await FeedbackProcess.StartAsync(demo.Data);

        var week = LastWeek().Match(demo.Output).Groups[1].Value;
        using var asked = await program.Manager.PostAsync(new Uri($"/v1/digests/{week}/send?dryRun=true", UriKind.Relative), null);
        var recipients = (await asked.Content.ReadFromJsonAsync<JsonElement>()).GetProperty("items").EnumerateArray().ToList();

        Assert.Equal(3, recipients.Count);
        Assert.All(recipients, recipient => Assert.Equal("sent", recipient.GetProperty("state").GetString()));
    }

    [Fact]
    public async Task The_figures_are_what_a_recount_finds_and_a_second_demo_adds_nothing()
    {
        var verified = await FeedbackProcess.RunAsync(demo.Data, "verify");
        Assert.True(verified.ExitCode == 0, verified.Output);

        var second = await FeedbackProcess.RunAsync(demo.Data, "demo", "--exit");
        Assert.Equal(0, second.ExitCode);
        Assert.Contains("have been played in this folder: nothing was added", second.Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_complaints_are_a_sample_of_their_own()
    {
        var other = await FeedbackProcess.RunAsync(demo.Data, "demo", "--journey", "complaints", "--exit");
        Assert.Equal(2, other.ExitCode);

        var data = FeedbackProcess.FreshData();
        try
        {
            var first = await FeedbackProcess.RunAsync(data, "demo", "--journey", "complaints", "--exit");
            var second = await FeedbackProcess.RunAsync(data, "demo", "--journey", "complaints", "--exit");

            Assert.True(first.ExitCode == 0, first.Output);
            Assert.Contains("3,000 complaints accepted, 0 already stored", first.Output, StringComparison.Ordinal);
            Assert.Contains("I dispute a charge", first.Output, StringComparison.Ordinal);
            Assert.Contains("0 complaints accepted, 3,000 already stored", second.Output, StringComparison.Ordinal);
        }
        finally
        {
            Directory.Delete(data, recursive: true);
        }
    }

    [GeneratedRegex(@"([\d,]+) pieces of feedback accepted", RegexOptions.CultureInvariant)]
    private static partial Regex Accepted();

    [GeneratedRegex(@"/digests/(\d{4}-W\d{2})", RegexOptions.CultureInvariant)]
    private static partial Regex LastWeek();
}

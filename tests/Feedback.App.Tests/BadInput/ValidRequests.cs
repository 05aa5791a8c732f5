using System.Net.Http.Json;
using System.Text.Json;
using Feedback.App.Tests.Pages;
using Feedback.App.Tests.Running;
using Feedback.Core.Storage;
using Feedback.Testing;
using Feedback.Web.Api.OpenApi;
using Microsoft.Extensions.DependencyInjection;

namespace Feedback.App.Tests.BadInput;

/// <summary>What mutations start from: every kind of request, with the keys and cookies that let it in.</summary>
internal sealed class ValidRequests
{
    private const string Manager = RunningProgram.ManagerKey;
    private const string Form = "application/x-www-form-urlencoded";
    private const string Ticket = ContractProgram.Ticket;

    private readonly string _source;
    private readonly string _feedback;
    private readonly string _customer;

    private ValidRequests(string source, string feedback, string customer) => (_source, _feedback, _customer) = (source, feedback, customer);

    public static async Task<List<ValidRequest>> OfAsync(RunningProgram program)
    {
        var (till, _) = await program.AddSourceAsync("pos-42");
        await program.Services.GetRequiredService<IDocumentStore>().PutAsync(AnyTicket.Of(id: Ticket, topics: [AnyTicket.Invoice, AnyTicket.Delivery]));
        using var posted = await till.PostAsJsonAsync("/v1/feedback",
            new { source = "pos-42", text = "The refund took six weeks.", customer = new { id = "c-1", email = "anna@example.com" } });
        var feedback = (await posted.Content.ReadFromJsonAsync<JsonElement>()).GetProperty("id").GetString()!;
        await program.DrainAsync();
        using var found = await program.Manager.PostAsJsonAsync("/v1/customers/find", new { id = "c-1" });
        var customer = (await found.Content.ReadFromJsonAsync<JsonElement>()).GetProperty("keys")[0].GetString()!;
        var requests = new ValidRequests(till.DefaultRequestHeaders.Authorization!.Parameter!, feedback, customer);

        using PageVisitor manager = new(program), nobody = new(program);
        using var signedIn = await manager.SignInAsync();
        List<ValidRequest> writes =
        [
            .. requests.Writes(), .. requests.Forms(await manager.TokenAsync(), manager.Cookies.GetCookieHeader(program.Address)),
            .. FormsOfAnybody(await nobody.TokenAsync(), nobody.Cookies.GetCookieHeader(program.Address)),
        ];
        // Bodies have the most ways to be wrong.
        return [.. requests.Reads(), .. Pages(manager.Cookies.GetCookieHeader(program.Address)), .. writes, .. writes, .. writes];
    }

    private List<ValidRequest> Reads() =>
    [
        new("GET", $"/v1/feedback/{_feedback}", Manager),
        new("GET", "/v1/feedback?journey=retail&stage=pay&theme=refund&touchpoint=store&silo=billing"
            + "&sentiment=negative&from=2026-11-01&to=2026-11-20T17:00:00Z&limit=20", Manager),
        new("GET", "/v1/feedback/corrections", Manager),
        new("GET", "/v1/journeys?limit=1", Manager),
        new("GET", "/v1/journeys/retail", Manager),
        new("GET", "/v1/journeys/retail/map?from=2026-11-01&to=2026-11-20&touchpoint=store", Manager),
        new("GET", "/v1/journeys/retail/series?interval=week&stage=pay&from=2026-11-01&to=2026-11-20", Manager),
        new("GET", "/v1/journeys/retail/changes?stage=pay&theme=refund&compare=year&from=2026-11-01&to=2026-11-20", Manager),
        new("GET", "/v1/journeys/retail/drivers?score=nps&from=2026-11-01", Manager),
        new("GET", "/v1/tickets?state=open&silo=billing&limit=5", Manager),
        new("GET", "/v1/tickets?state=in-progress&crossSilo=true&overdue=true&order=priority", Manager),
        new("GET", $"/v1/tickets/{Ticket}", Manager),
        new("GET", $"/v1/tickets/{Ticket}/voices?limit=2", Manager),
        new("GET", "/v1/sources?limit=3&cursor=pos-42", Manager),
        new("GET", "/v1/keys", Manager),
        new("GET", "/v1/subscriptions?limit=3&cursor=a", Manager),
        new("GET", "/v1/digests?limit=3", Manager),
        new("GET", "/v1/digests/2026-W47?journey=retail", Manager),
        new("GET", "/v1/digests/recipients", Manager),
        new("GET", $"/v1/customers/{_customer}", Manager),
        new("GET", $"/v1/customers/{_customer}/timeline?limit=2", Manager),
        new("GET", $"/v1/customers/{_customer}/export", Manager),
        new("GET", "/v1/stream", Manager),
        new("GET", "/healthz", null),
        new("GET", "/readyz", null),
        new("GET", "/openapi/v1.json", Manager),
    ];

    private List<ValidRequest> Writes() =>
    [
        new("POST", "/v1/feedback", _source, Examples.PostedFeedback),
        new("POST", "/v1/feedback", _source, """{"source":"pos-42","ratings":{"nps":9}}"""),
        new("POST", "/v1/feedback/batch", _source, Examples.PostedBatch),
        new("POST", "/v1/feedback/batch", _source, Examples.PostedLines, "application/x-ndjson"),
        new("POST", "/v1/webhooks/pos-42", _source, Examples.PostedWebhook),
        new("POST", "/v1/sources", Manager, Examples.PostedSource),
        new("POST", "/v1/keys", Manager, Examples.PostedKey),
        // Private, so that it is refused: no mutation is sent out.
        new("POST", "/v1/subscriptions", Manager, """{"id":"a","url":"https://127.0.0.1/hook","events":["ticket.raised"]}"""),
        new("POST", "/v1/customers/find", Manager, """{"email":"anna@example.com"}"""),
        new("POST", $"/v1/feedback/{_feedback}/corrections", Manager, """{"opinion":0,"sentiment":"neutral"}"""),
        new("POST", $"/v1/feedback/{_feedback}/retry", Manager, ""),
        new("POST", "/v1/sources/none/rotate", Manager, ""),
        new("DELETE", "/v1/sources/none", Manager),
        new("DELETE", "/v1/keys/none", Manager),
        new("POST", $"/v1/tickets/{Ticket}/transitions", Manager, Examples.PostedTransition),
        new("POST", $"/v1/tickets/{Ticket}/comments", Manager, Examples.PostedComment),
        new("PUT", $"/v1/tickets/{Ticket}/owner", Manager, Examples.PostedOwner),
        new("PUT", $"/v1/tickets/{Ticket}/due", Manager, """{"dueAt":null}"""),
        new("POST", $"/v1/tickets/{Ticket}/merge", Manager, Examples.PostedMerge),
        new("POST", $"/v1/tickets/{Ticket}/split", Manager, Examples.PostedSplit),
    ];

    private static IEnumerable<ValidRequest> Pages(string cookie) => new[]
    {
        "/?from=2026-11-01&to=2026-11-20&touchpoint=store", "/stages/pay?from=2026-11-01", "/themes/refund?silo=billing", "/tickets?view=list&order=priority",
        $"/tickets/{Ticket}", "/feedback?stage=pay&sentiment=negative", "/feedback/failed", "/feedback/corrections", "/customers", "/sources", "/access",
        "/digests", "/digests/recipients", "/sign-in?returnUrl=%2Ftickets", "/opt-out?customer=a&token=b", "/digests/unsubscribe?recipient=a&token=b",
    }.Select(path => new ValidRequest("GET", path, null, Cookie: cookie));

    private IEnumerable<ValidRequest> Forms(string token, string cookie) => new (string Path, string Fields)[]
    {
        ("/access", "name=Bo&role=reader"),
        ("/access/none/delete", ""),
        ("/sources", "do=source&id=till-7&touchpoint=store"),
        ("/customers", "email=anna%40example.com"),
        ($"/customers/{new string('0', _customer.Length)}/erase", "confirm=yes"),
        ($"/tickets/{Ticket}", "do=comment&version=1&text=Hm.&onBehalfOf=Bo"),
        ($"/tickets/{Ticket}", "do=move&version=1&to=accepted&reason=Yes"),
        ($"/tickets/{Ticket}", "do=due&version=1&dueAt=2027-01-01"),
        ($"/tickets/{Ticket}", "do=owner&version=1&silo=billing&assignee=Bo&collaborators=store"),
        ($"/tickets/{Ticket}", "do=split&version=1&title=A&topics=refund%7Cpay"),
        ($"/feedback/{_feedback}/corrections", "opinion=0&version=1&journey=retail&sentiment=neutral&theme=refund&stage=pay&reason=Plain"),
        ("/digests/recipients", "email=bo%40example.com&silo=billing"),
        ("/digests/recipients/remove", "recipient=none"),
        ("/digests/2026-W47/send", "recipient=none"),
    }.Select(form => new ValidRequest("POST", form.Path, null, $"{form.Fields}&__RequestVerificationToken={Uri.EscapeDataString(token)}", Form, cookie));

    private static IEnumerable<ValidRequest> FormsOfAnybody(string token, string cookie) => new (string Path, string Fields)[]
    {
        ("/sign-in", "key=a-wrong-key&returnUrl=%2Ftickets"), ("/sign-out", ""), ("/opt-out?customer=a&token=b", "yes=1"),
        ("/digests/unsubscribe?recipient=a&token=b", "List-Unsubscribe=One-Click"),
    }.Select(form => new ValidRequest("POST", form.Path, null, $"{form.Fields}&__RequestVerificationToken={Uri.EscapeDataString(token)}", Form, cookie));
}

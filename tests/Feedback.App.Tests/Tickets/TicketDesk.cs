using System.Net.Http.Json;
using System.Text.Json;
using Feedback.App.Tests.Running;
using Feedback.Core.Storage;
using Feedback.Core.Tickets;
using Feedback.Testing;
using Microsoft.Extensions.DependencyInjection;

namespace Feedback.App.Tests.Tickets;

/// <summary>A running program at noon of 20 November 2026, whose tickets are laid down by hand.</summary>
internal sealed class TicketDesk : IAsyncDisposable
{
    public const string Id = "retail.invoice-error.2026-11-10";
    public static readonly DateTimeOffset Now = new(2026, 11, 20, 12, 0, 0, TimeSpan.Zero);

    private TicketDesk(RunningProgram program) => Program = program;

    public RunningProgram Program { get; }

    private IDocumentStore Store => Program.Services.GetRequiredService<IDocumentStore>();

    public static async Task<TicketDesk> OpenAsync(params IEnumerable<Ticket> tickets)
    {
        var desk = new TicketDesk(await RunningProgram.StartAsync(adjust: services => services.AddSingleton<TimeProvider>(new ShiftedTime(Now))));
        await desk.Store.PutAsync(tickets);
        return desk;
    }

    public Task<HttpResponseMessage> GetAsync(string id = Id) => Program.Manager.GetAsync(new Uri($"/v1/tickets/{id}", UriKind.Relative));

    public Task<HttpResponseMessage> PostAsync(string what, object body, string ifMatch = "*") => SendAsync(HttpMethod.Post, what, body, ifMatch);

    public Task<HttpResponseMessage> PutAsync(string what, object body, string ifMatch = "*") => SendAsync(HttpMethod.Put, what, body, ifMatch);

    public async Task<IReadOnlyList<string?>> ListAsync(string query)
    {
        var list = await Program.Manager.GetFromJsonAsync<JsonElement>($"/v1/tickets?{query}");
        return [.. list.GetProperty("items").EnumerateArray().Select(ticket => ticket.GetProperty("id").GetString())];
    }

    /// <summary>What detection does every few minutes.</summary>
    public async Task RewriteEvidenceAsync()
    {
        var document = (await Store.GetAsync(Containers.Tickets, new("retail", Id)))!;
        var ticket = Json.Read(document, TicketsJson.Default.Ticket);
        await Store.PutAsync(ticket with { Evidence = ticket.Evidence with { Negative = 99 }, UpdatedAt = Now });
    }

    public async Task<string> StoredAsync() => System.Text.Encoding.UTF8.GetString((await Store.GetAsync(Containers.Tickets, new("retail", Id)))!.Body.Span);

    public ValueTask DisposeAsync() => Program.DisposeAsync();

    private async Task<HttpResponseMessage> SendAsync(HttpMethod method, string what, object body, string ifMatch)
    {
        using var request = new HttpRequestMessage(method, $"/v1/tickets/{Id}/{what}") { Content = JsonContent.Create(body) };
        Assert.True(request.Headers.TryAddWithoutValidation("If-Match", ifMatch));
        return await Program.Manager.SendAsync(request);
    }
}

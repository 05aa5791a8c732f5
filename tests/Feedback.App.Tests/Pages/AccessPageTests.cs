using System.Net;
using Feedback.App.Tests.Running;

namespace Feedback.App.Tests.Pages;

public sealed class AccessPageTests
{
    [Fact]
    public async Task A_key_that_is_made_is_shown_once_and_signs_in()
    {
        await using var program = await RunningProgram.StartAsync();
        using var visitor = await SignedInAsync(program);

        using var response = await MakeAsync(visitor, "Rolf", "reader");

        Assert.Equal(HttpStatusCode.Created, response.StatusCode);
        Assert.Equal("no-store", response.Headers.CacheControl?.ToString());
        var key = (await PageVisitor.ReadAsync(response)).QuerySelector("code.secret")!.TextContent;
        Assert.DoesNotContain(key, (await visitor.ReadAsync("/access")).DocumentElement.OuterHtml, StringComparison.Ordinal);
        using var rolf = new PageVisitor(program);
        (await rolf.SignInAsync(key)).Dispose();
        Assert.Equal("Rolf · reader", (await rolf.ReadAsync("/")).QuerySelector(".who")!.TextContent);
    }

    [Fact]
    public async Task A_reader_is_not_let_in_here_nor_shown_the_way()
    {
        await using var program = await RunningProgram.StartAsync();
        using var visitor = await SignedInAsync(program);
        using var made = await MakeAsync(visitor, "Rolf", "reader");
        using var rolf = new PageVisitor(program);
        (await rolf.SignInAsync((await PageVisitor.ReadAsync(made)).QuerySelector("code.secret")!.TextContent)).Dispose();

        Assert.Null((await rolf.ReadAsync("/")).QuerySelector("a[href='/access']"));
        using var page = await rolf.GetAsync("/access");
        Assert.Equal(HttpStatusCode.Forbidden, page.StatusCode);
        using var post = await rolf.PostAsync("/access", ("__RequestVerificationToken", await rolf.TokenAsync()), ("name", "Otto"), ("role", "manager"));
        Assert.Equal(HttpStatusCode.Forbidden, post.StatusCode);
    }

    [Fact]
    public async Task What_is_wrong_is_said_beside_the_field_and_what_was_typed_stays()
    {
        await using var program = await RunningProgram.StartAsync();
        using var visitor = await SignedInAsync(program);

        using var response = await MakeAsync(visitor, new string('x', 101), "owner");

        Assert.Equal(HttpStatusCode.BadRequest, response.StatusCode);
        var name = (await PageVisitor.ReadAsync(response)).QuerySelector("input[name=name]")!;
        Assert.Equal((new string('x', 101), "true", "name-fault"),
            (name.GetAttribute("value"), name.GetAttribute("aria-invalid"), name.GetAttribute("aria-describedby")));
    }

    [Fact]
    public async Task A_key_is_taken_away_by_its_button()
    {
        await using var program = await RunningProgram.StartAsync();
        using var visitor = await SignedInAsync(program);
        (await MakeAsync(visitor, "Rolf", "reader")).Dispose();
        var form = (await visitor.ReadAsync("/access")).QuerySelector("tbody form")!;

        using var response = await visitor.PostAsync(form.GetAttribute("action")!,
            ("__RequestVerificationToken", form.QuerySelector("input[name=__RequestVerificationToken]")!.GetAttribute("value")!));

        Assert.Equal((HttpStatusCode.SeeOther, "/access"), (response.StatusCode, response.Headers.Location?.OriginalString));
        Assert.Contains("No personal keys yet", (await visitor.ReadAsync("/access")).Body!.TextContent, StringComparison.Ordinal);
    }

    private static async Task<PageVisitor> SignedInAsync(RunningProgram program)
    {
        var visitor = new PageVisitor(program);
        (await visitor.SignInAsync()).Dispose();
        return visitor;
    }

    private static async Task<HttpResponseMessage> MakeAsync(PageVisitor visitor, string name, string role) =>
        await visitor.PostAsync("/access", ("__RequestVerificationToken", await visitor.TokenAsync("/access")), ("name", name), ("role", role));
}

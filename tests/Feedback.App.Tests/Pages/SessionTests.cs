using System.Net;
using Feedback.App.Tests.Running;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;

namespace Feedback.App.Tests.Pages;

public sealed class SessionTests
{
    private readonly ShiftedTime _time = new(new(2026, 11, 20, 8, 0, 0, TimeSpan.Zero));

    [Fact]
    public async Task A_session_that_is_used_lasts_until_its_hours_are_over()
    {
        await using var program = await StartAsync("--Feedback:SessionHours=5");
        using var visitor = new PageVisitor(program);
        (await visitor.SignInAsync()).Dispose();

        var statuses = new List<HttpStatusCode>();
        for (var hours = 0.0; hours < 6; hours += 1.5)
        {
            _time.Advance(TimeSpan.FromHours(1.5));
            using var page = await visitor.GetAsync("/");
            statuses.Add(page.StatusCode);
        }

        Assert.Equal([HttpStatusCode.OK, HttpStatusCode.OK, HttpStatusCode.OK, HttpStatusCode.Unauthorized], statuses);
    }

    [Fact]
    public async Task A_session_that_nobody_uses_ends_after_two_hours()
    {
        await using var program = await StartAsync();
        using var visitor = new PageVisitor(program);
        (await visitor.SignInAsync()).Dispose();

        _time.Advance(TimeSpan.FromHours(2) + TimeSpan.FromMinutes(1));

        using var page = await visitor.GetAsync("/");
        Assert.Equal(HttpStatusCode.Unauthorized, page.StatusCode);
    }

    [Fact]
    public async Task Whose_session_has_ended_is_told_so_and_comes_back_to_where_they_were()
    {
        await using var program = await StartAsync("--Feedback:SessionHours=1");
        using var visitor = new PageVisitor(program);
        (await visitor.SignInAsync()).Dispose();
        // Browsers drop the cookie by their own clock, which is not the program's: the program decides by itself.
        _time.Advance(TimeSpan.FromMinutes(61));

        var page = await visitor.ReadAsync("/?days=90");

        Assert.Contains("session has ended", page.QuerySelector("[role=status]")!.TextContent, StringComparison.Ordinal);
        Assert.Equal("/?days=90", page.QuerySelector("input[name=returnUrl]")!.GetAttribute("value"));
    }

    private Task<RunningProgram> StartAsync(params string[] configuration) =>
        RunningProgram.StartAsync(null, services => services.Replace(ServiceDescriptor.Singleton<TimeProvider>(_time)), configuration);
}

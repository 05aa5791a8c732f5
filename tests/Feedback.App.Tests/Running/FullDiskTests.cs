using System.Net.Http.Json;
using Feedback.App.Tests.Abuse;
using Feedback.App.Tests.Intake;
using Feedback.Core.Pipeline;
using Feedback.Core.Storage;
using Feedback.Sqlite;
using Feedback.Web.Api;
using Feedback.Web.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;

namespace Feedback.App.Tests.Running;

public sealed class FullDiskTests
{
    [Fact]
    public async Task A_program_whose_disk_is_full_is_not_ready_and_says_why()
    {
        await using var program = await RunningProgram.StartAsync();
        await using var store = SqliteDocumentStore.Open(new() { Path = Path.Combine(program.Data, "full.db"), MaxPages = 100 }, TimeProvider.System);
        var check = new DatabaseCheck(store, store, NullLogger<DatabaseCheck>.Instance);

        Assert.Equal((200, "ready"), await ReadyAsync());

        await FillAsync(store);
        Assert.Equal((503, "nothing can be stored: the disk is full"), await ReadyAsync());

        async Task<(int?, string)> ReadyAsync()
        {
            var result = await HealthEndpoints.ReadyAsync(store, check, program.Services.GetRequiredService<PipelineProgress>(), default);
            return (((IStatusCodeHttpResult)result).StatusCode ?? 200, ((HealthView)((IValueHttpResult)result).Value!).Status);
        }
    }

    [Fact]
    public async Task A_full_disk_is_one_line_of_the_log_however_much_is_refused()
    {
        var log = new WrittenLog();
        var folder = Directory.CreateTempSubdirectory("feedback-full-").FullName;
        await using var full = SqliteDocumentStore.Open(new() { Path = Path.Combine(folder, "full.db"), MaxPages = 100 }, TimeProvider.System);
        await FillAsync(full);
        StoreAwayTests.BreakableStore store = null!;
        await using var program = await RunningProgram.StartAsync(adjust: services =>
        {
            store = StoreAwayTests.BreakableStore.Around((IDocumentStore)services.Single(one => one.ServiceType == typeof(IDocumentStore))
                .ImplementationInstance!);
            services.AddSingleton((IDocumentStore)(object)store).AddSingleton<ILoggerProvider>(log)
                .AddSingleton(new DatabaseCheck(full, full, NullLogger<DatabaseCheck>.Instance));
        });
        var (till, _) = await program.AddSourceAsync("pos-42");
        using var accepted = await till.PostAsJsonAsync("/v1/feedback", new { source = "pos-42", text = "Fine." });
        await program.DrainAsync();

        store.IsAway = true;
        for (var n = 0; n < 5; n++)
        {
            using var refused = await till.PostAsJsonAsync("/v1/feedback", new { source = "pos-42", text = "Fine." });
            Assert.Equal(System.Net.HttpStatusCode.ServiceUnavailable, refused.StatusCode);
        }

        store.IsAway = false;
        Assert.Single(log.Lines, line => line == "Refused a request from anyone: nothing can be stored: the disk is full");
        Assert.DoesNotContain(log.Lines, line => line.Contains("unhandled exception", StringComparison.Ordinal));
    }

    private static async Task FillAsync(SqliteDocumentStore store)
    {
        var body = new byte[1 << 20];
        for (var n = 0; ; n++)
        {
            try
            {
                await store.CreateAsync(Containers.Feedback, new(new("p", $"{n}"), body));
            }
            catch (StoreUnavailableException)
            {
                return;
            }
        }
    }
}

using Feedback.Core.Pipeline;
using Feedback.Core.Storage;
using Feedback.Sqlite;
using Feedback.Web.Api;
using Feedback.Web.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
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

using Feedback.Core.Storage;
using Microsoft.Extensions.DependencyInjection;

namespace Feedback.Sqlite;

public static class SqliteStoreRegistration
{
    /// <summary>Registers the embedded store as the <see cref="IDocumentStore"/>; it opens when it is first asked for, and closes with the container.</summary>
    public static IServiceCollection AddSqliteStore(this IServiceCollection services, SqliteStoreOptions options) => services
        .AddSingleton(provider => SqliteDocumentStore.Open(options, provider.GetService<TimeProvider>() ?? TimeProvider.System))
        .AddSingleton<IDocumentStore>(provider => provider.GetRequiredService<SqliteDocumentStore>());
}

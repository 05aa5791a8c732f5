using Microsoft.Extensions.DependencyInjection;

namespace Feedback.Core.Tickets;

/// <summary>Tickets: how they are raised, worked on and read.</summary>
public static class TicketServices
{
    /// <summary>Adds the services of this folder.</summary>
    public static IServiceCollection AddTickets(this IServiceCollection services, PrioritySettings priority, OngoingSettings? ongoing = null) =>
        services
        .AddSingleton(priority)
        .AddSingleton(ongoing ?? OngoingSettings.Default)
        .AddSingleton<ReadTicketFacts>()
        .AddSingleton<RaiseTickets>()
        .AddSingleton<ChangeTicket>()
        .AddSingleton<MoveTicket>()
        .AddSingleton<MergeTickets>()
        .AddSingleton<SplitTicket>()
        .AddSingleton<EscalateTickets>()
        .AddSingleton<TicketQuery>()
        .AddSingleton<OutlookQuery>()
        .AddSingleton<TicketQuotes>()
        .AddSingleton<TicketAsks>();
}

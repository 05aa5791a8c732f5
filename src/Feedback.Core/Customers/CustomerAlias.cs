using Feedback.Core.Storage;

namespace Feedback.Core.Customers;

/// <summary>
/// That a customer with a number also has an email address, whose own key is another: so that one is found by the other, without any identifier being stored
/// again. Kept on both sides, so that the customer's own partition says what is to be removed with it.
/// </summary>
/// <param name="Customer">The other side's customer key.</param>
public sealed record CustomerAlias(string Customer)
{
    private const string AddressPrefix = "address|";
    private const string OwnerPrefix = "owner|";

    /// <summary>In a customer's partition: the keys of their addresses.</summary>
    internal static readonly IdRange Addresses = IdRange.StartingWith(AddressPrefix);

    /// <summary>In the partition of an address: the keys of those who gave it.</summary>
    internal static readonly IdRange Owners = IdRange.StartingWith(OwnerPrefix);

    /// <summary>Keeps that a customer gave an address.</summary>
    internal static async Task KeepAsync(IDocumentStore store, string customer, string address, CancellationToken cancellationToken)
    {
        // The customer's own side first: what is removed with a customer is found there.
        await store.CreateAsync(Containers.Customers, Write(AddressKey(customer, address), address), cancellationToken);
        await store.CreateAsync(Containers.Customers, Write(OwnerKey(customer, address), customer), cancellationToken);
    }

    /// <summary>Forgets it.</summary>
    internal static async Task ForgetAsync(IDocumentStore store, string customer, string address, CancellationToken cancellationToken)
    {
        await store.DeleteAsync(Containers.Customers, OwnerKey(customer, address), cancellationToken);
        await store.DeleteAsync(Containers.Customers, AddressKey(customer, address), cancellationToken);
    }

    /// <summary>The other sides of all of a range.</summary>
    internal static async Task<List<string>> ReadAsync(IDocumentStore store, string customer, IdRange range, CancellationToken cancellationToken)
    {
        var others = new List<string>();
        await foreach (var document in store.AllAsync(Containers.Customers, customer, range, cancellationToken: cancellationToken))
            others.Add(Json.Read(document, CustomersJson.Default.CustomerAlias).Customer);
        return others;
    }

    private static DocumentKey AddressKey(string customer, string address) => new(customer, AddressPrefix + address);

    private static DocumentKey OwnerKey(string customer, string address) => new(address, OwnerPrefix + customer);

    private static DocumentWrite Write(DocumentKey key, string other) => Json.Write(key, new(other), CustomersJson.Default.CustomerAlias);
}

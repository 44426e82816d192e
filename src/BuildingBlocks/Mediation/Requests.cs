using MediatR;

namespace CommonPlatform.BuildingBlocks.Mediation;

/// <summary>A write. It runs in one transaction; a command sent while one is open joins it and never commits by itself.</summary>
/// <typeparam name="T">The answer; it must survive JSON, since the same one-time key gets the same answer again.</typeparam>
public interface ICommand<out T> : IRequest<T>;

/// <summary>A read across modules. It opens no transaction.</summary>
public interface IQuery<out T> : IRequest<T>;

/// <summary>
/// A write on a hot path: authorised and validated, then given to the intake writer, which handles and commits it on a connection of its own
/// and only then answers. Sending one while a transaction is open throws. Its handler may run beside others' in one transaction: it
/// writes rows through its scope's unit of work and events through EventRows, and keeps nothing between calls.
/// </summary>
/// <typeparam name="T">The answer; it must survive JSON, since the same one-time key gets the same answer again.</typeparam>
public interface IIntake<out T> : IRequest<T>;

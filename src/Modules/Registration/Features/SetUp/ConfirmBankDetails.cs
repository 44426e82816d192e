using CommonPlatform.BuildingBlocks.Data;
using CommonPlatform.BuildingBlocks.Domain;
using CommonPlatform.BuildingBlocks.Mediation;
using MediatR;
using Microsoft.EntityFrameworkCore;

namespace CommonPlatform.Registration;

/// <summary>A second person has called the organisation on a number of their own finding and had the bank details read back.</summary>
[Needs(Policy.ConfirmBankDetails)]
internal sealed record ConfirmBankDetails(Guid OrganisationId, int Version, string NumberCalled, string NumberSource, bool ReadBack) : ICommand<Unit>, ICallBack
{
    internal sealed class Validator : CallBackValidator<ConfirmBankDetails>;

    internal sealed class Handler(RegistrationDbContext db, GateBook gates, Decisions decisions, TimeProvider clock) : IRequestHandler<ConfirmBankDetails, Unit>
    {
        public async Task<Unit> Handle(ConfirmBankDetails command, CancellationToken cancellationToken)
        {
            var id = command.OrganisationId;
            var setUp = await db.SetUps.GetAsync(id, command.Version, cancellationToken);
            var application = await db.Applications.Of(id).FirstAsync(cancellationToken);
            setUp.ConfirmBankDetails(application, Formats.Line(command.NumberCalled), Formats.Line(command.NumberSource), await decisions.Officer(id, cancellationToken), clock.GetUtcNow());
            await gates.Refresh(id, cancellationToken);
            return Unit.Value;
        }
    }
}

package import Fixtures
import Host
package import Machines
import Offload

/// The templates of this host, for whoever works with them and not with machines.
package struct LocalTemplates: Sendable {
    /// What nobody has forked from in this time goes with the next template that is made; seconds.
    static let mostAge: Double = 14 * 86_400
    /// What all templates may take before those that were used longest ago go with the next one, in bytes.
    static let mostBytes: Int64 = 20 << 30

    private let provider: LocalProvider
    private var store: TemplateStore { TemplateStore(provider.host.directories) }

    init(_ provider: LocalProvider) { self.provider = provider }

    /// Makes a fixture's template, when it is not there.
    package func build(
        _ fixture: Fixture, timeline: Timeline = Timeline()
    ) async throws(MachineError) -> TemplateSummary {
        let (bound, beginning) = try await provider.bind(
            fixture, options: MachineOptions(origin: .template), timeline: timeline)
        guard case .fork(let template, _) = beginning else {
            let obstacle = provider.forkObstacles(of: bound).first
            throw MachineError(
                .unsupported,
                "\(fixture.name) has no template, because its machines boot: "
                    + (obstacle.map { "\($0.field): \($0.reason)" } ?? "it is not forkable"))
        }
        guard let summary = await list().first(where: { $0.key == template.manifest.key }) else {
            throw MachineError(.internalFault, "the template was made and cannot be found")
        }
        return summary
    }

    /// The one that was used last first.
    package func list() async -> [TemplateSummary] {
        let store = store
        return await blocking { store.list() }
    }

    /// The template that a word means: the beginning of its key (six digits or more), or its fixture's name.
    package func find(_ word: String) async throws(MachineError) -> TemplateSummary {
        let all = await list()
        let meant = all.filter { $0.fixture == word || (word.count >= 6 && $0.key.hasPrefix(word)) }
        guard let template = meant.first else {
            let names = Set(all.map(\.fixture)).sorted().joined(separator: ", ")
            throw MachineError(
                .notFound,
                "there is no template of \(word); "
                    + (names.isEmpty
                        ? "there is none at all: mayfly template build FIXTURE" : "there are those of \(names)"))
        }
        guard meant.count == 1 else {
            throw MachineError(
                .invalidInput,
                "\(meant.count) templates are called \(word); say which by its key: "
                    + meant.map { String($0.key.prefix(12)) }.joined(separator: ", "))
        }
        return template
    }

    /// Removes what nothing was forked from for so long, then what was used longest ago until the rest takes at most so many
    /// bytes; all that is not in use when `everything`.
    package func prune(
        olderThan age: Duration?, keeping bytes: Int64?, everything: Bool, isTrial: Bool
    ) async -> PrunedTemplates {
        let (store, now) = (store, WallClock.now)
        let isDefault = age == nil && bytes == nil && !everything
        let seconds = age.map { Double($0.components.seconds) } ?? (isDefault ? Self.mostAge : nil)
        let most = everything ? 0 : bytes ?? (isDefault ? Self.mostBytes : nil)
        return await blocking { store.prune(olderThan: seconds, keeping: most, isTrial: isTrial, now: now) }
    }
}

extension LocalProvider {
    /// The templates of this host.
    package var templates: LocalTemplates { LocalTemplates(self) }
}

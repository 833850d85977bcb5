package import KubeVirt
package import YAML

/// What KubeVirt would answer to an object: nothing to say against it, or why it is refused.
package struct Verdict: Sendable, Hashable {
    /// A cause, and where in the text it is.
    package struct Finding: Sendable, Hashable {
        package var cause: StatusCause
        package var mark: Mark?

        package init(_ cause: StatusCause, mark: Mark?) {
            self.cause = cause
            self.mark = mark
        }
    }

    package var findings: [Finding]

    package init(_ findings: [Finding] = []) {
        self.findings = findings
    }

    package var allowed: Bool { findings.isEmpty }
    package var causes: [StatusCause] { findings.map(\.cause) }
}

extension Verdict: Encodable {
    private enum CodingKeys: String, CodingKey {
        case allowed, causes
    }

    /// A cause as KubeVirt's webhook writes it: what it does not say is left out.
    private struct Cause: Encodable {
        var reason: String?
        var field: String?
        var message: String
    }

    /// `{"allowed": …, "causes": […]}`.
    package func encode(to encoder: any Encoder) throws {
        var container = encoder.container(keyedBy: CodingKeys.self)
        try container.encode(allowed, forKey: .allowed)
        try container.encode(
            causes.map {
                Cause(
                    reason: $0.reason.rawValue.isEmpty ? nil : $0.reason.rawValue,
                    field: $0.field?.isEmpty == true ? nil : $0.field, message: $0.message)
            }, forKey: .causes)
    }
}

extension ManifestDocument {
    /// What a cluster with this configuration would say to the object; without `defaulting`, what its validating webhook
    /// alone would say to it as it is.
    package func verdict(
        under configuration: ClusterConfiguration = ClusterConfiguration(), defaulting: Bool = true
    ) -> Verdict {
        func judge<T: KubernetesObject>(_ type: T.Type) -> Verdict {
            do throws(YAMLError) {
                let object = try self.object(type)
                return Verdict(
                    object.causes(under: configuration, defaulting: defaulting).map { cause in
                        Verdict.Finding(cause, mark: node.nearest(toField: cause.field ?? "").mark)
                    })
            } catch {
                return Verdict(
                    error.problems.map { problem in
                        let message = problem.path.isEmpty ? problem.message : "\(problem.path): \(problem.message)"
                        return Verdict.Finding(StatusCause(message: message, reason: .none), mark: problem.mark)
                    })
            }
        }
        return judge(resource.type)
    }

    /// The object, if it fits its type as KubeVirt's webhooks have it: no unknown field, none that is null.
    package func object<T: KubernetesObject>(_ type: T.Type) throws(YAMLError) -> T {
        do throws(YAMLError) {
            return try YAMLDecoder(refusesNull: true).decode(type, from: node, file: file)
        } catch {
            let problems = error.problems.filter { !$0.isForgiven }
            if let first = problems.first {
                throw YAMLError(first, Array(problems.dropFirst()), omitted: error.omitted)
            }
            return try YAMLDecoder().decode(type, from: node.withoutForgiven(error.problems), file: file)
        }
    }
}

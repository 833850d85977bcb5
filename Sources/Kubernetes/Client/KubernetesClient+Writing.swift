import HTTP
package import KubeVirt

extension KubernetesClient {
    /// Creates an object and gives it as the server has it.
    package func create<Object: KubernetesObject>(
        _ object: Object, _ resource: Resource, in namespace: String? = nil, _ options: WriteOptions = WriteOptions()
    ) async throws(KubernetesError) -> Object {
        try await create(object, resource, in: namespace, options, answer: Object.self)
    }

    /// Creates an object and gives what another type reads of the answer: most of that is known, and large.
    package func create<Object: KubernetesObject, Answer: Decodable & Sendable>(
        _ object: Object, _ resource: Resource, in namespace: String? = nil, _ options: WriteOptions = WriteOptions(),
        answer: Answer.Type
    ) async throws(KubernetesError) -> Answer {
        let operation = words("create", resource, object.metadata.name, in: namespace)
        return try await write(.post, path(resource, in: namespace), .json, object, options.query, operation)
    }

    /// Replaces an object. With the resource version that was read, a change by somebody else is a conflict.
    package func replace<Object: KubernetesObject>(
        _ object: Object, _ resource: Resource, in namespace: String? = nil, subresource: String? = nil,
        _ options: WriteOptions = WriteOptions()
    ) async throws(KubernetesError) -> Object {
        let operation = words("update", resource, object.metadata.name, in: namespace)
        let path = path(
            resource, try Self.name(of: object, operation), in: namespace, subresource: subresource)
        return try await write(.put, path, .json, object, options.query, operation)
    }

    /// Reads an object, changes it and writes what is changed; again from the reading on when somebody was faster.
    ///
    /// Fields that the type does not know stay as they are. An object that the body leaves as it was is not written.
    package func update<Object: KubernetesObject>(
        _ type: Object.Type, _ resource: Resource, _ name: String, in namespace: String? = nil,
        subresource: String? = nil, _ options: WriteOptions = WriteOptions(),
        _ change: (inout Object) throws(KubernetesError) -> Void
    ) async throws(KubernetesError) -> Object {
        let operation = words("update", resource, name, in: namespace)
        var conflicts = 0
        while true {
            let bytes = try await send(
                Call(
                    .get, path(resource, name, in: namespace), operation: words("get", resource, name, in: namespace)))
            let found = try Self.decode(type, bytes, operation)
            var object = found
            try change(&object)
            if object == found { return found }
            var patch = MergePatch.difference(
                try Self.fields(found, operation), try Self.fields(object, operation),
                in: try Self.decode(JSONValue.self, bytes, operation))
            if patch.isEmpty { return found }
            // With the version that was read a change by somebody else is a conflict.
            if let version = found.metadata.resourceVersion {
                var metadata: [String: JSONValue] = [:]
                if case .object(let fields) = patch["metadata"] { metadata = fields }
                metadata["resourceVersion"] = .string(version)
                patch["metadata"] = .object(metadata)
            }
            do throws(KubernetesError) {
                return try await write(
                    .patch, path(resource, name, in: namespace, subresource: subresource), .mergePatch, patch,
                    options.query, operation)
            } catch {
                conflicts += 1
                guard error.code == .conflict, conflicts < settings.retries.attempts else { throw error }
                try await pause(after: conflicts, error.operation)
            }
        }
    }

    /// Sends a body whose answer is the object as the server has it then.
    private func write<Answer: Decodable & Sendable>(
        _ method: HTTPRequest.Method, _ path: String, _ content: Call.Content, _ body: some Encodable,
        _ query: [(String, String)], _ operation: String, isRepeatable: Bool = false
    ) async throws(KubernetesError) -> Answer {
        try await send(
            Call(
                method, path, query: query, body: (content, try Self.encode(body, operation)), operation: operation,
                isRepeatable: isRepeatable), as: Answer.self)
    }

    private static func name(
        of object: some KubernetesObject, _ operation: String
    ) throws(KubernetesError) -> String {
        guard let name = object.metadata.name, !name.isEmpty else {
            throw KubernetesError(.request, operation, "the object has no name")
        }
        return name
    }

    private static func fields(
        _ object: some Encodable, _ operation: String
    ) throws(KubernetesError) -> [String: JSONValue] {
        try decode([String: JSONValue].self, try encode(object, operation), operation)
    }

    /// Says what an object shall have, and owns those fields (server-side apply). It is made when it is not there.
    ///
    /// A field of another manager with another value is a conflict, unless it is taken by force.
    package func apply<Object: KubernetesObject>(
        _ object: Object, _ resource: Resource, in namespace: String? = nil, force: Bool = false,
        subresource: String? = nil, _ options: WriteOptions = WriteOptions()
    ) async throws(KubernetesError) -> Object {
        let operation = words("apply", resource, object.metadata.name, in: namespace)
        let path = path(
            resource, try Self.name(of: object, operation), in: namespace, subresource: subresource)
        return try await write(
            .patch, path, .apply, object, options.query + (force ? [("force", "true")] : []), operation,
            isRepeatable: true)
    }

    /// Changes the fields that a patch names; null removes one (RFC 7396).
    package func patch<Object: KubernetesObject>(
        _ type: Object.Type, _ resource: Resource, _ name: String, in namespace: String? = nil, merge: JSONValue,
        subresource: String? = nil, _ options: WriteOptions = WriteOptions()
    ) async throws(KubernetesError) -> Object {
        let operation = words("patch", resource, name, in: namespace)
        return try await write(
            .patch, path(resource, name, in: namespace, subresource: subresource), .mergePatch, merge, options.query,
            operation)
    }

    /// Does a patch's steps one after the other, all or none (RFC 6902).
    package func patch<Object: KubernetesObject>(
        _ type: Object.Type, _ resource: Resource, _ name: String, in namespace: String? = nil,
        steps: [JSONPatchStep], subresource: String? = nil, _ options: WriteOptions = WriteOptions()
    ) async throws(KubernetesError) -> Object {
        let operation = words("patch", resource, name, in: namespace)
        return try await write(
            .patch, path(resource, name, in: namespace, subresource: subresource), .jsonPatch, steps, options.query,
            operation)
    }

    /// Deletes an object. It may live on until its finalizers let it go.
    package func delete(
        _ resource: Resource, _ name: String, in namespace: String? = nil, _ options: DeleteOptions = DeleteOptions()
    ) async throws(KubernetesError) {
        let operation = words("delete", resource, name, in: namespace)
        _ = try await send(
            Call(
                .delete, path(resource, name, in: namespace), body: (.json, try Self.encode(options, operation)),
                operation: operation, isRepeatable: true))
    }
}

import HTTP

extension RegistryClient {
    /// Returns when a repository takes a layer from us. The upload that was begun for that is called off.
    package func probePush(to reference: RegistryReference) async throws(RegistryError) {
        let session = session(reference, .push)
        let what = "an upload"
        let place = try await session.beginUpload(what)
        // A registry that cannot do that forgets it by itself.
        _ = try? await session.send(.delete, place, for: what)
    }
}

import HTTP

extension Resource {
    package static let machineInstanceSubresources = Resource("subresources.kubevirt.io/v1", "virtualmachineinstances")
    static let machineSubresources = Resource("subresources.kubevirt.io/v1", "virtualmachines")
}

extension KubernetesClient {
    /// What both sides have to speak: messages without any framing of their own.
    private static var plain: String { "plain.kubevirt.io" }

    /// The serial console of a VirtualMachineInstance. Whoever opens it next ends the stream of who had it.
    package func openConsole(
        of name: String, in namespace: String? = nil
    ) async throws(KubernetesError) -> SubresourceStream {
        try await open("console", of: name, in: namespace)
    }

    /// A TCP connection to a port of a VirtualMachineInstance, by its first network interface.
    package func openPort(
        _ port: UInt16, of name: String, in namespace: String? = nil
    ) async throws(KubernetesError) -> SubresourceStream {
        try await open("portforward/\(port)", of: name, in: namespace)
    }

    private func open(
        _ subresource: String, of name: String, in namespace: String?
    ) async throws(KubernetesError) -> SubresourceStream {
        let resource = Resource.machineInstanceSubresources
        let operation = words("open \(subresource) of", resource, name, in: namespace)
        // Not repeatable: a guest's server would see a connection that nobody has.
        let call = Call(
            .get, path(resource, name, in: namespace, subresource: subresource), operation: operation,
            isRepeatable: false)
        do throws(KubernetesError) {
            let socket = try await openWebSocket(call, subprotocol: Self.plain)
            return SubresourceStream(socket, name: "\(subresource) of \(namespace ?? self.namespace)/\(name)")
        } catch {
            throw error.ofMachine()
        }
    }

    /// Tells a VirtualMachineInstance or a VirtualMachine to do something; returns when it has been taken up.
    package func put(
        _ action: SubresourceAction, to name: String, in namespace: String? = nil
    ) async throws(KubernetesError) {
        let operation = words(action.name, action.resource, name, in: namespace)
        var body: (Call.Content, [UInt8])?
        if let options = action.body { body = (.json, try Self.encode(options, operation)) }
        do throws(KubernetesError) {
            _ = try await send(
                Call(
                    .put, path(action.resource, name, in: namespace, subresource: action.name), body: body,
                    operation: operation))
        } catch {
            throw error.ofMachine()
        }
    }

    /// What the agent in a VirtualMachineInstance tells of it.
    package func guestInformation(
        of name: String, in namespace: String? = nil
    ) async throws(KubernetesError) -> GuestInformation {
        let resource = Resource.machineInstanceSubresources
        do throws(KubernetesError) {
            return try await send(
                Call(
                    .get, path(resource, name, in: namespace, subresource: "guestosinfo"),
                    operation: words("get guestosinfo of", resource, name, in: namespace)), as: GuestInformation.self)
        } catch {
            throw error.ofMachine()
        }
    }
}

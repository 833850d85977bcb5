package main

import (
	"context"
	"slices"

	rbac "k8s.io/api/rbac/v1"
	metav1 "k8s.io/apimachinery/pkg/apis/meta/v1"
	"k8s.io/apiserver/pkg/authentication/serviceaccount"
	"k8s.io/apiserver/pkg/authorization/authorizer"
	"k8s.io/client-go/kubernetes"
)

// Reads roles, as a master; nil until the server has begun.
var roles kubernetes.Interface

// Whether a role that is bound to a service account allows a request for a resource: the RBAC authorizer's answer, but
// for names of single objects, wildcards, and roles that are bound to users and groups.
func allowedByRoles(ctx context.Context, wish authorizer.Attributes) (bool, error) {
	if roles == nil {
		return false, nil
	}
	reader := roles.RbacV1()
	wide, err := reader.ClusterRoleBindings().List(ctx, metav1.ListOptions{})
	if err != nil {
		return false, err
	}
	for _, binding := range wide.Items {
		if !isBound(binding.Subjects, wish) {
			continue
		}
		role, err := reader.ClusterRoles().Get(ctx, binding.RoleRef.Name, metav1.GetOptions{})
		if err == nil && isGranted(role.Rules, wish) {
			return true, nil
		}
	}
	if wish.GetNamespace() == "" {
		return false, nil
	}
	narrow, err := reader.RoleBindings(wish.GetNamespace()).List(ctx, metav1.ListOptions{})
	if err != nil {
		return false, err
	}
	for _, binding := range narrow.Items {
		if !isBound(binding.Subjects, wish) {
			continue
		}
		role, err := reader.Roles(wish.GetNamespace()).Get(ctx, binding.RoleRef.Name, metav1.GetOptions{})
		if err == nil && isGranted(role.Rules, wish) {
			return true, nil
		}
	}
	return false, nil
}

func isBound(subjects []rbac.Subject, wish authorizer.Attributes) bool {
	return slices.ContainsFunc(subjects, func(s rbac.Subject) bool {
		return s.Kind == rbac.ServiceAccountKind && s.APIGroup == "" &&
			serviceaccount.MakeUsername(s.Namespace, s.Name) == wish.GetUser().GetName()
	})
}

func isGranted(rules []rbac.PolicyRule, wish authorizer.Attributes) bool {
	name := wish.GetResource()
	if wish.GetSubresource() != "" {
		name += "/" + wish.GetSubresource()
	}
	return slices.ContainsFunc(rules, func(r rbac.PolicyRule) bool {
		return slices.Contains(r.Verbs, wish.GetVerb()) && slices.Contains(r.APIGroups, wish.GetAPIGroup()) &&
			slices.Contains(r.Resources, name)
	})
}
